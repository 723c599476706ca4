package io.millrace.ui.library;

import io.millrace.model.report.Comparison;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Measured;
import io.millrace.scenarios.text.Numbers;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The one figure that stands for a published result where there is room for one: the iteration time
 * or what comes nearest to it.
 *
 * @param metric the name of the figure in reports
 * @param text what was published
 * @param remark what the number is, in a few words
 */
record PublishedFigure(String metric, String text, String remark) {

  /** The figure, unless only other things were published. */
  static Optional<PublishedFigure> of(Measured published) {
    return Stream.of(
            figure("iterationTime", published.iterationSeconds(), "s", "iteration time"),
            rate("modelTflopsPerDevice", published.modelTflopsPerDevice(), "model"),
            rate("hardwareTflopsPerDevice", published.hardwareTflopsPerDevice(), "hardware"),
            figure("tokensPerSecond", published.tokensPerSecond(), "", "tokens per second"),
            figure(
                "tokensPerSecondPerDevice",
                published.tokensPerSecondPerDevice(),
                "",
                "tokens/s per device"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<PublishedFigure> figure(
      String metric, OptionalDouble value, String unit, String remark) {
    return value.isPresent()
        ? Optional.of(new PublishedFigure(metric, Numbers.with(value.getAsDouble(), unit), remark))
        : Optional.empty();
  }

  private static Optional<PublishedFigure> rate(String metric, OptionalDouble value, String what) {
    return figure(metric, value, "", what + ", per device")
        .map(it -> new PublishedFigure(metric, it.text() + " TFLOP/s", it.remark()));
  }

  /** The same figure of a report. */
  Optional<Comparison> in(SimulationReport report) {
    return report.comparisons().stream().filter(it -> it.metric().equals(metric)).findFirst();
  }
}
