package io.millrace.ui.check;

import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.Metric;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Scatter;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/** Predicted against published, with lines where both are equal and where they differ by 20 %. */
final class CheckChart {
  private static final double MARGIN = 1.3;

  private CheckChart() {}

  static Scatter of(List<CaseResult.Predicted> cases, Metric metric, Grouping grouping) {
    DoubleSummaryStatistics range =
        cases.stream()
            .flatMapToDouble(it -> DoubleStream.of(it.measured(), it.predicted().value()))
            .summaryStatistics();
    return new Scatter(
        "Predicted against published " + metric.label() + "; dashed: equal, ±20 %",
        "Case",
        Axis.of("published", metric.unit()).logarithmic(),
        Axis.of("predicted", metric.unit()).logarithmic(),
        cases.stream().map(it -> point(it, grouping)).toList(),
        List.of(),
        range.getCount() == 0
            ? List.of()
            : guides(range.getMin() / MARGIN, range.getMax() * MARGIN));
  }

  private static Scatter.Point point(CaseResult.Predicted it, Grouping grouping) {
    return new Scatter.Point(
        it.id(), it.id(), grouping.of(it), it.measured(), it.predicted().value());
  }

  private static List<Scatter.Guide> guides(double low, double high) {
    return List.of(
        guide("equal", 1, low, high),
        guide("+20 %", 1.2, low, high),
        guide("−20 %", 0.8, low, high));
  }

  private static Scatter.Guide guide(String label, double factor, double low, double high) {
    return new Scatter.Guide(label, low, low * factor, high, high * factor);
  }
}
