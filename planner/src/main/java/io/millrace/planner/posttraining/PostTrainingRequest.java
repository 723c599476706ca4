package io.millrace.planner.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.posttraining.PostTrainingFramework;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question to the planner of post-training.
 *
 * @param scenario what is to be trained, and on what; its own plan is compared with the answer
 * @param launcher what has to be able to run the plan; absent: anything, with every call where it
 *     is best
 * @param effort how long to search; its work counts the nodes of the proof
 * @param seed of the random moves
 * @param top how many of the best plans the engine simulates, to tell which is the best of them
 */
public record PostTrainingRequest(
    PostTrainingScenario scenario,
    Optional<PostTrainingLauncher> launcher,
    SearchEffort effort,
    long seed,
    int top) {
  /** Nodes that are looked at where nobody says: some ten seconds on one core. */
  public static final long USUAL_WORK = 10_000_000;

  /** Plans that are simulated where nobody says how many. */
  public static final int USUAL_TOP = 4;

  /** Checks the numbers. */
  public PostTrainingRequest {
    if (top < 1) {
      throw new IllegalArgumentException("at least one plan is the best, not " + top);
    }
  }

  /** For a scenario, whatever runs it. */
  public static PostTrainingRequest of(PostTrainingScenario scenario) {
    return new PostTrainingRequest(
        scenario,
        Optional.empty(),
        new SearchEffort(Optional.empty(), USUAL_WORK, SearchEffort.TO_THE_END.threads()),
        1,
        USUAL_TOP);
  }

  /**
   * The same for something that has to be able to run the plan. Where the scenario names no
   * framework, costs are the launcher's own; where it names another, that is among what is assumed.
   */
  public PostTrainingRequest with(PostTrainingLauncher other) {
    return new PostTrainingRequest(startedBy(other), Optional.of(other), effort, seed, top);
  }

  private PostTrainingScenario startedBy(PostTrainingLauncher other) {
    String named = scenario.framework().id();
    Optional<PostTrainingFramework> own =
        other.framework().filter(it -> !it.id().equals(named) || isFrameworkOpen());
    if (own.isEmpty()) {
      return scenario;
    }
    return isFrameworkOpen()
        ? scenario.runBy(own.get(), other.title() + " is to start the plan")
        : scenario.with(
            scenario.workload(),
            List.of(
                new Assumption(
                    "--launcher",
                    other.key(),
                    "costs are those of %s, which the scenario names as its framework"
                        .formatted(named))));
  }

  private boolean isFrameworkOpen() {
    return scenario.assumes(PostTrainingScenario.FRAMEWORK);
  }

  /** The same with another effort. */
  public PostTrainingRequest with(SearchEffort other) {
    return new PostTrainingRequest(scenario, launcher, other, seed, top);
  }

  /** The same, but ending after some time. */
  public PostTrainingRequest withTimeLimit(Duration limit) {
    return with(new SearchEffort(Optional.of(limit), effort.work(), effort.threads()));
  }

  /** The same with so many plans to simulate. */
  public PostTrainingRequest withTop(int other) {
    return new PostTrainingRequest(scenario, launcher, effort, seed, other);
  }
}
