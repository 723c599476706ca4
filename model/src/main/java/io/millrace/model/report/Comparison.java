package io.millrace.model.report;

import io.millrace.model.scenario.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A published or measured value beside its prediction.
 *
 * @param metric the name of the figure in a report
 * @param published what somebody measured or claims, in the unit of the prediction
 * @param predicted what the simulation says; unit {@code 1} for shares
 */
public record Comparison(String metric, double published, Figure predicted) {

  /** The unit of both. */
  public String unit() {
    return predicted.unit();
  }

  /** Predicted over published, minus one. */
  public double difference() {
    return predicted.value() / published - 1;
  }

  /** Whether the published value lies in the predicted range. */
  public boolean covered() {
    return predicted.low() <= published && published <= predicted.high();
  }

  /** Every figure of a report that somebody published too. */
  static List<Comparison> of(SimulationReport report, Measured published) {
    Figure model = report.modelTflopsPerDevice();
    Figure hardware =
        model.times(
            report.hardwareFlopsUtilization() / report.modelFlopsUtilization(), model.unit());
    Figure tokens = report.tokensPerSecond();
    Figure tokensPerDevice = tokens.times(1.0 / report.devices(), tokens.unit());
    List<Comparison> all = new ArrayList<>();
    add(all, "iterationTime", published.iterationSeconds(), report.iterationTime());
    add(all, "tokensPerSecond", published.tokensPerSecond(), tokens);
    add(all, "tokensPerSecondPerDevice", published.tokensPerSecondPerDevice(), tokensPerDevice);
    add(all, "modelTflopsPerDevice", published.modelTflopsPerDevice(), model);
    add(all, "hardwareTflopsPerDevice", published.hardwareTflopsPerDevice(), hardware);
    add(
        all,
        "modelFlopsUtilization",
        share(published.modelFlopsUtilizationPercent()),
        report.modelFlopsUtilizationFigure());
    add(
        all,
        "hardwareFlopsUtilization",
        share(published.hardwareFlopsUtilizationPercent()),
        report.hardwareFlopsUtilizationFigure());
    published
        .peakMemory()
        .ifPresent(it -> all.add(new Comparison("peakMemory", it.count(), peakMemory(report))));
    return List.copyOf(all);
  }

  private static Figure peakMemory(SimulationReport report) {
    double bytes = MemoryUse.printedPeak(report.memory()).count();
    return new Figure(bytes, bytes, bytes, "B");
  }

  private static void add(
      List<Comparison> all, String metric, OptionalDouble published, Figure predicted) {
    published.ifPresent(value -> all.add(new Comparison(metric, value, predicted)));
  }

  private static OptionalDouble share(OptionalDouble percent) {
    return percent.isPresent()
        ? OptionalDouble.of(percent.getAsDouble() / 100)
        : OptionalDouble.empty();
  }
}
