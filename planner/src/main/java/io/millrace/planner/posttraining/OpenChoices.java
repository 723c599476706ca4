package io.millrace.planner.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a question leaves open of its trainers: what data-parallel ranks share out, and what
 * backward passes compute again. A run has one setting for all of its trainers, so that each
 * combination is a question of its own, and the best answer to any of them is the answer.
 */
final class OpenChoices {
  private static final String REASON = "the best of %s, as the scenario leaves it open";

  private OpenChoices() {}

  /**
   * The questions, the one with what was assumed first; just that where nothing is open.
   *
   * @param launcher whose trainers there are; absent: those of the scenario's framework
   */
  static List<PostTrainingScenario> of(
      PostTrainingScenario scenario, Optional<PostTrainingLauncher> launcher) {
    List<Sharding> shardings = shardings(scenario, launcher);
    List<Recompute> recomputes =
        scenario.assumes(PostTrainingScenario.RECOMPUTE)
            ? List.of(Recompute.FULL, Recompute.NONE)
            : List.of(scenario.workload().recompute());
    List<PostTrainingScenario> questions = new ArrayList<>();
    for (Sharding sharding : shardings) {
      for (Recompute recompute : recomputes) {
        List<Assumption> instead = new ArrayList<>();
        if (shardings.size() > 1) {
          List<String> tried = shardings.stream().map(Sharding::key).toList();
          instead.add(chosen(PostTrainingScenario.SHARDING, sharding.key(), tried));
        }
        if (recomputes.size() > 1) {
          List<String> tried = recomputes.stream().map(Recompute::key).toList();
          instead.add(chosen(PostTrainingScenario.RECOMPUTE, recompute.key(), tried));
        }
        questions.add(scenario.with(scenario.workload().with(recompute, sharding), instead));
      }
    }
    return List.copyOf(questions);
  }

  /** The question with what was tried of what is open, where none of it has a plan. */
  static PostTrainingScenario undecided(
      PostTrainingScenario scenario, Optional<PostTrainingLauncher> launcher) {
    List<PostTraining> tried =
        of(scenario, launcher).stream().map(PostTrainingScenario::workload).toList();
    List<Assumption> instead =
        new ArrayList<>(
            undecided(
                PostTrainingScenario.SHARDING, tried.stream().map(it -> it.sharding().key())));
    instead.addAll(
        undecided(PostTrainingScenario.RECOMPUTE, tried.stream().map(it -> it.recompute().key())));
    return scenario.with(scenario.workload(), instead);
  }

  private static List<Assumption> undecided(String path, Stream<String> values) {
    List<String> tried = values.distinct().toList();
    return tried.size() < 2
        ? List.of()
        : List.of(
            new Assumption(
                path,
                String.join(" or ", tried),
                "each was tried, as the scenario leaves it open"));
  }

  private static Assumption chosen(String path, String value, List<String> tried) {
    return new Assumption(path, value, REASON.formatted(String.join(" and ", tried)));
  }

  private static List<Sharding> shardings(
      PostTrainingScenario scenario, Optional<PostTrainingLauncher> launcher) {
    Sharding own = scenario.workload().sharding();
    if (!scenario.assumes(PostTrainingScenario.SHARDING)) {
      return List.of(own);
    }
    return launcher
        .or(() -> Launchers.find(scenario.framework().id()))
        .map(PostTrainingLauncher::shardings)
        .orElse(List.of(own));
  }
}
