package io.millrace.scenarios.check;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.Simulator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Predicts measured cases, each from its configuration alone, on all cores. */
public final class MeasurementCheck {
  private final Function<MeasuredCase, Simulator> simulators;
  private final PostTrainingEstimator steps;

  /** Predicts with a simulator, post-training with the parameters that ship. */
  public MeasurementCheck(Simulator simulator) {
    this(simulator, PostTrainingEstimator.calibrated());
  }

  /** Predicts post-training with an estimator, training with the parameters that ship. */
  public MeasurementCheck(PostTrainingEstimator steps) {
    this(Simulator.calibrated(), steps);
  }

  /** Predicts training with a simulator, post-training with an estimator. */
  public MeasurementCheck(Simulator simulator, PostTrainingEstimator steps) {
    this(measured -> simulator, steps);
  }

  /** Predicts each case of training with a simulator of its own. */
  MeasurementCheck(Function<MeasuredCase, Simulator> simulators) {
    this(simulators, PostTrainingEstimator.calibrated());
  }

  private MeasurementCheck(
      Function<MeasuredCase, Simulator> simulators, PostTrainingEstimator steps) {
    this.simulators = simulators;
    this.steps = steps;
  }

  /**
   * Predicts every case.
   *
   * @param progress gets the number of cases done, from any thread
   */
  public CheckResult run(List<MeasuredCase> cases, IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<List<CaseResult>> results =
        cases.parallelStream()
            .map(
                measured -> {
                  List<CaseResult> result = predict(measured);
                  progress.accept(done.incrementAndGet());
                  return result;
                })
            .toList();
    return new CheckResult(results.stream().flatMap(List::stream).toList());
  }

  private List<CaseResult> predict(MeasuredCase measured) {
    return measured
        .postTraining()
        .map(it -> List.of(step(measured, it)))
        .orElseGet(() -> iteration(measured));
  }

  private CaseResult step(MeasuredCase measured, PostTrainingScenario scenario) {
    boolean timed = measured.measured().filter(it -> it.iterationSeconds().isPresent()).isPresent();
    if (scenario.plan().isEmpty() || !timed) {
      return new CaseResult.NotPredicted(
          measured, scenario.plan().isEmpty() ? "no plan" : "no measured stepSeconds");
    }
    try {
      StepReport report = steps.estimate(scenario, scenario.plan().get());
      return new CaseResult.Predicted(measured, Metric.STEP_TIME, new Prediction.Step(report));
    } catch (InvalidInputException e) {
      return notPredicted(measured, e.issues());
    }
  }

  private List<CaseResult> iteration(MeasuredCase measured) {
    if (measured.scenario().isEmpty()) {
      return List.of(notPredicted(measured, measured.issues()));
    }
    Scenario scenario = measured.scenario().get();
    List<Metric> metrics = Metric.of(published(scenario));
    if (scenario.plan().isEmpty() || metrics.isEmpty()) {
      String missing = scenario.plan().isEmpty() ? "no plan" : "no measured iterationSeconds";
      return List.of(new CaseResult.NotPredicted(measured, missing));
    }
    try {
      Simulator simulator = simulators.apply(measured);
      SimulationReport report = simulator.simulate(scenario, scenario.plan().get(), false).report();
      return metrics.stream()
          .<CaseResult>map(
              metric ->
                  new CaseResult.Predicted(measured, metric, new Prediction.Iteration(report)))
          .toList();
    } catch (InvalidInputException e) {
      return List.of(notPredicted(measured, e.issues()));
    }
  }

  /** A measured case's scenario always says what was measured. */
  private static Measured published(Scenario scenario) {
    return scenario.published().orElseThrow();
  }

  private static CaseResult notPredicted(MeasuredCase measured, List<Issue> issues) {
    String reason =
        issues.stream()
            .map(issue -> issue.path() + ": " + issue.message())
            .collect(Collectors.joining("; "));
    return new CaseResult.NotPredicted(measured, reason);
  }
}
