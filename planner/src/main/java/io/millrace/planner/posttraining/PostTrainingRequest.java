package io.millrace.planner.posttraining;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.time.Duration;
import java.util.Optional;

/**
 * A question to the planner of post-training.
 *
 * @param scenario what is to be trained, and on what; its own plan is compared with the answer
 * @param launcher what has to be able to run the plan; absent: anything, with every call where it
 *     is best
 * @param effort how long to search; its work counts the nodes of the proof
 * @param seed of the random moves
 */
public record PostTrainingRequest(
    PostTrainingScenario scenario,
    Optional<PostTrainingLauncher> launcher,
    SearchEffort effort,
    long seed) {
  /** Nodes that are looked at where nobody says: some ten seconds on one core. */
  public static final long USUAL_WORK = 10_000_000;

  /** For a scenario, whatever runs it. */
  public static PostTrainingRequest of(PostTrainingScenario scenario) {
    return new PostTrainingRequest(
        scenario,
        Optional.empty(),
        new SearchEffort(Optional.empty(), USUAL_WORK, SearchEffort.TO_THE_END.threads()),
        1);
  }

  /**
   * The same for something that has to be able to run the plan. Where the scenario names no
   * framework, costs are the launcher's own.
   */
  public PostTrainingRequest with(PostTrainingLauncher other) {
    PostTrainingScenario run =
        scenario.assumes(PostTrainingScenario.FRAMEWORK)
            ? other
                .framework()
                .map(it -> scenario.runBy(it, other.title() + " is to start the plan"))
                .orElse(scenario)
            : scenario;
    return new PostTrainingRequest(run, Optional.of(other), effort, seed);
  }

  /** The same with another effort. */
  public PostTrainingRequest with(SearchEffort other) {
    return new PostTrainingRequest(scenario, launcher, other, seed);
  }

  /** The same, but ending after some time. */
  public PostTrainingRequest withTimeLimit(Duration limit) {
    return with(new SearchEffort(Optional.of(limit), effort.work(), effort.threads()));
  }
}
