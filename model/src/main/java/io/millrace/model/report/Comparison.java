package io.millrace.model.report;

import io.millrace.model.scenario.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A published or measured value beside its prediction.
 *
 * @param metric the name of the figure in a report
 * @param published what somebody measured or claims
 * @param predicted what the simulation says
 * @param unit the unit of both; {@code 1} for shares
 */
public record Comparison(String metric, double published, double predicted, String unit) {

  /** Predicted over published, minus one. */
  public double difference() {
    return predicted / published - 1;
  }

  /** Every figure of a report that somebody published too. */
  static List<Comparison> of(SimulationReport report, Measured published) {
    double hardwareTflops =
        report.modelTflopsPerDevice().value()
            * report.hardwareFlopsUtilization()
            / report.modelFlopsUtilization();
    double tokens = report.tokensPerSecond().value();
    double memory = report.memory().stream().mapToDouble(it -> it.total().count()).max().orElse(0);
    List<Comparison> all = new ArrayList<>();
    add(all, "iterationTime", published.iterationSeconds(), report.iterationTime().value(), "s");
    add(all, "tokensPerSecond", published.tokensPerSecond(), tokens, "tokens/s");
    add(
        all,
        "tokensPerSecondPerDevice",
        published.tokensPerSecondPerDevice(),
        tokens / report.devices(),
        "tokens/s");
    add(
        all,
        "modelTflopsPerDevice",
        published.modelTflopsPerDevice(),
        report.modelTflopsPerDevice().value(),
        "TFLOP/s");
    add(
        all,
        "hardwareTflopsPerDevice",
        published.hardwareTflopsPerDevice(),
        hardwareTflops,
        "TFLOP/s");
    add(
        all,
        "modelFlopsUtilization",
        share(published.modelFlopsUtilizationPercent()),
        report.modelFlopsUtilization(),
        "1");
    add(
        all,
        "hardwareFlopsUtilization",
        share(published.hardwareFlopsUtilizationPercent()),
        report.hardwareFlopsUtilization(),
        "1");
    published
        .peakMemory()
        .ifPresent(it -> all.add(new Comparison("peakMemory", it.count(), memory, "B")));
    return List.copyOf(all);
  }

  private static void add(
      List<Comparison> all,
      String metric,
      OptionalDouble published,
      double predicted,
      String unit) {
    published.ifPresent(value -> all.add(new Comparison(metric, value, predicted, unit)));
  }

  private static OptionalDouble share(OptionalDouble percent) {
    return percent.isPresent()
        ? OptionalDouble.of(percent.getAsDouble() / 100)
        : OptionalDouble.empty();
  }
}
