package io.millrace.planner.export.posttraining.areal;

import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import io.millrace.planner.posttraining.launcher.TrainerBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The backend strings of a plan. */
final class ArealBackends {
  private final PostTrainingLaunchJob job;
  private final Arrangement arrangement;

  ArealBackends(PostTrainingLaunchJob job, Arrangement arrangement) {
    this.job = job;
    this.arrangement = arrangement;
  }

  /** What generates: vLLM where the prediction was made for it, else SGLang. */
  String engine() {
    return job.engine().id().equals("vllm") ? "vllm" : "sglang";
  }

  private String backend(Group group) {
    if (group.name().equals("rollout")) {
      return engine();
    }
    return TrainerBackend.of(job.scenario()) == TrainerBackend.MEGATRON ? "megatron" : "fsdp";
  }

  /** Of the engine that generates. */
  String rollout() {
    return of(arrangement.group("rollout").orElseThrow());
  }

  /** Of any group. */
  String of(Group group) {
    return BackendString.of(backend(group), "", job.placement(group).strategy());
  }

  /**
   * All in one line: plus between devices of their own, bars between engines that share some. It
   * has no words for named engines whose experts are sliced.
   */
  Optional<String> legacy() {
    List<String> apart = new ArrayList<>();
    for (Pool pool : arrangement.pools()) {
      List<String> shared = new ArrayList<>();
      for (Group group : pool.groups()) {
        String words =
            BackendString.of(backend(group), group.name(), job.placement(group).strategy());
        if (words.contains("(")) {
          return Optional.empty();
        }
        shared.add(words);
      }
      apart.add(String.join("|", shared));
    }
    return Optional.of(String.join("+", apart));
  }
}
