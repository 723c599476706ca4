package io.millrace.planner.export.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How trainers save memory, as a launcher's file says it beside where calls run.
 *
 * @param sharding what data-parallel ranks share out, if it says that
 * @param recompute what backward passes compute again, if it says that
 */
public record TrainerSettings(Optional<Sharding> sharding, Optional<Recompute> recompute) {
  /** Of a file that says nothing of it. */
  public static final TrainerSettings NONE =
      new TrainerSettings(Optional.empty(), Optional.empty());

  /** Of a file that says both. */
  public static TrainerSettings of(Sharding sharding, Recompute recompute) {
    return new TrainerSettings(Optional.of(sharding), Optional.of(recompute));
  }

  /** All layers again or nothing, as most launchers have it. */
  public static Recompute recompute(boolean again) {
    return again ? Recompute.FULL : Recompute.NONE;
  }

  /** The question with what it left open as the file has it. */
  public PostTrainingScenario fill(PostTrainingScenario question) {
    PostTraining workload = question.workload();
    List<Assumption> instead = new ArrayList<>();
    Sharding shares =
        sharding
            .filter(_ -> question.assumes(PostTrainingScenario.SHARDING))
            .orElse(workload.sharding());
    Recompute again =
        recompute
            .filter(_ -> question.assumes(PostTrainingScenario.RECOMPUTE))
            .orElse(workload.recompute());
    if (shares != workload.sharding()) {
      instead.add(fromFile(PostTrainingScenario.SHARDING, shares.key()));
    }
    if (again != workload.recompute()) {
      instead.add(fromFile(PostTrainingScenario.RECOMPUTE, again.key()));
    }
    return question.with(workload.with(again, shares), instead);
  }

  private static Assumption fromFile(String path, String value) {
    return new Assumption(path, value, "as the launcher's file has it");
  }

  /** What a question says otherwise than the file, in sentences; empty where they agree. */
  public List<String> differences(PostTrainingScenario question) {
    PostTraining workload = question.workload();
    List<String> found = new ArrayList<>();
    sharding
        .filter(it -> it != workload.sharding())
        .ifPresent(it -> found.add(differs("sharding", it.key(), workload.sharding().key())));
    recompute
        .filter(it -> it != workload.recompute())
        .ifPresent(it -> found.add(differs("recompute", it.key(), workload.recompute().key())));
    return List.copyOf(found);
  }

  private static String differs(String key, String its, String ours) {
    return "workload.%s is %s in the file, %s in the scenario".formatted(key, its, ours);
  }
}
