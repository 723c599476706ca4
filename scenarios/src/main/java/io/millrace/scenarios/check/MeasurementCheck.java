package io.millrace.scenarios.check;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Simulator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predicts measured cases, each from its configuration alone, on all cores. */
public final class MeasurementCheck {
  private static final String METRIC = "iterationSeconds";

  private final Simulator simulator;

  /** Predicts with a simulator. */
  public MeasurementCheck(Simulator simulator) {
    this.simulator = simulator;
  }

  /**
   * Predicts every case.
   *
   * @param progress gets the number of cases done, from any thread
   */
  public CheckResult run(List<MeasuredCase> cases, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<CaseResult> results =
        IntStream.range(0, cases.size())
            .parallel()
            .mapToObj(
                index -> {
                  CaseResult result = predict(cases.get(index));
                  progress.accept(done.incrementAndGet());
                  return result;
                })
            .toList();
    return new CheckResult(results);
  }

  private CaseResult predict(MeasuredCase measured) {
    if (measured.scenario().isEmpty()) {
      return notPredicted(measured, measured.issues());
    }
    Scenario scenario = measured.scenario().get();
    OptionalDouble seconds = scenario.published().orElseThrow().iterationSeconds();
    if (scenario.plan().isEmpty() || seconds.isEmpty()) {
      String missing = scenario.plan().isEmpty() ? "no plan" : "no measured iterationSeconds";
      return new CaseResult.NotPredicted(measured.id(), measured.family(), missing);
    }
    try {
      SimulationReport report = simulator.simulate(scenario, scenario.plan().get(), false).report();
      return new CaseResult.Predicted(
          measured.id(),
          measured.family(),
          METRIC,
          seconds.getAsDouble(),
          report.iterationTime(),
          measured.superseded(),
          report.breakdown(),
          report.assumptions());
    } catch (InvalidInputException e) {
      return notPredicted(measured, e.issues());
    }
  }

  private static CaseResult notPredicted(MeasuredCase measured, List<Issue> issues) {
    String reason =
        issues.stream()
            .map(issue -> issue.path() + ": " + issue.message())
            .collect(Collectors.joining("; "));
    return new CaseResult.NotPredicted(measured.id(), measured.family(), reason);
  }
}
