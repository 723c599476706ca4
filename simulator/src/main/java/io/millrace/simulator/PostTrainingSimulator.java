package io.millrace.simulator;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.PostTrainingSimulation;

/**
 * The front door for simulating post-training: several iterations of a scenario under a plan, with
 * what contends for links and what memory holds over time.
 *
 * <pre>{@code
 * PostTrainingScenario scenario = PostTrainingReader.bundled().read(file).orThrow();
 * PostTrainingRun run = PostTrainingSimulator.calibrated().simulate(scenario, plan);
 * }</pre>
 */
@FunctionalInterface
public interface PostTrainingSimulator {

  /**
   * Simulates iterations.
   *
   * @param plan where calls run; need not be the scenario's own, has to place every call
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  PostTrainingRun simulate(PostTrainingScenario scenario, PostTrainingPlan plan);

  /** With the cost model and the parameters that ship. */
  static PostTrainingSimulator calibrated() {
    return with(Calibration.bundled());
  }

  /** With the cost model that ships and some parameters. */
  static PostTrainingSimulator with(Calibration calibration) {
    return (scenario, plan) ->
        new PostTrainingSimulation(
                scenario,
                new CallCosts(
                    scenario,
                    (cluster, assumptions) ->
                        CalibratedCostModel.of(calibration, cluster, assumptions)))
            .run(plan);
  }
}
