package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;

/**
 * Simulates iterations of a plan with the engine. Calls take what estimates say and hold their
 * devices while they do, in program order; weights travel as the flows that {@code Reallocation}
 * plans, which share links with whatever else travels then.
 *
 * <p>So where transfers have links to themselves and are as even as their closed form takes them to
 * be, an iteration takes as long as {@link IterationPace} says. Calls are whole: where responses
 * stream to the trainer in portions, what portions wait for is left to {@code StreamedPace}.
 */
public final class PostTrainingSimulation {
  /** Shown; enough to see how iterations overlap. */
  private static final int SHOWN = 6;

  private final PostTrainingScenario scenario;
  private final PlacedCalls calls;

  /** Simulates plans of a scenario. */
  public PostTrainingSimulation(PostTrainingScenario scenario, CallCosts costs) {
    this.scenario = scenario;
    this.calls = new PlacedCalls(scenario, costs);
  }

  /** With the parameters that ship. */
  public static PostTrainingSimulation calibrated(PostTrainingScenario scenario) {
    return new PostTrainingSimulation(scenario, CallCosts.calibrated(scenario));
  }

  /**
   * Simulates a plan.
   *
   * @throws IllegalArgumentException if the plan does not place a call that devices run
   */
  public PostTrainingRun run(PostTrainingPlan plan) {
    List<PlacedCall> placed = calls.of(plan);
    int iterations = 2 * (SHOWN + scenario.workload().asynchrony().staleness());
    return new IterationRun(scenario, placed, iterations).run(SHOWN);
  }
}
