package io.millrace.scenarios;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.PostTrainingSimulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.List;
import java.util.Optional;

/** Simulates iterations of post-training under the scenario's plan. */
public final class StepRunner {
  private final PostTrainingEstimator estimator;
  private final PostTrainingSimulator simulator;

  private StepRunner(PostTrainingEstimator estimator, PostTrainingSimulator simulator) {
    this.estimator = estimator;
    this.simulator = simulator;
  }

  /** With the parameters that come with the project. */
  public static StepRunner bundled() {
    return with(Calibration.bundled());
  }

  /** With some parameters. */
  public static StepRunner with(Calibration calibration) {
    return new StepRunner(
        PostTrainingEstimator.with(calibration, RangeMethod.firstOrder()),
        PostTrainingSimulator.with(calibration));
  }

  /** Simulates; an issue if there is no plan or a figure is not published. */
  public Parsed<StepRun> run(PostTrainingScenario scenario) {
    Optional<PostTrainingPlan> plan = scenario.plan();
    if (plan.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(new Issue("plan", "is missing", "say where each call runs")));
    }
    try {
      return new Parsed.Valid<>(
          new StepRun(
              scenario,
              estimator.estimate(scenario, plan.get()),
              simulator.simulate(scenario, plan.get())));
    } catch (InvalidInputException e) {
      return new Parsed.Invalid<>(e.issues());
    }
  }
}
