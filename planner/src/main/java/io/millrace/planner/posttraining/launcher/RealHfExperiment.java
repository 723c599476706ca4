package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The experiments of ReaLHF, each with the names that it has for the calls of a dataflow: in
 * allocations ({@code rpc}) and in options.
 */
public enum RealHfExperiment {
  /** {@code realhf/experiments/common/ppo_exp.py}. */
  PPO(
      List.of("-m", "realhf.apps.quickstart", "ppo"),
      Map.of(
          "actorGeneration", "actor_gen",
          "rewardInference", "rew_inf",
          "referenceInference", "ref_inf",
          "criticInference", "critic_inf",
          "actorTraining", "actor_train",
          "criticTraining", "critic_train")),
  /** {@code examples/new_algorithms/grpo/grpo_exp.py}: with a reward model, no second look. */
  GRPO(
      List.of("examples/new_algorithms/grpo/grpo_exp.py", "grpo"),
      Map.of(
          "actorGeneration", "actor_gen",
          "rewardInference", "rew_inf",
          "referenceInference", "ref_inf",
          "actorTraining", "actor_train")),
  /** {@code examples/new_algorithms/reinforce/reinforce_exp.py}: ReMax without a reference. */
  REINFORCE(
      List.of("examples/new_algorithms/reinforce/reinforce_exp.py", "reinforce"),
      Map.of(
          "actorGeneration", "sample_gen",
          "baselineGeneration", "greedy_gen",
          "rewardInference", "sample_rw",
          "baselineRewardInference", "greedy_rw",
          "actorTraining", "actor_train"));

  /** Has the calls of GRPO, but learns from pairs: ReaLHF's own DPO takes them from a data set. */
  private static final String PREFERENCES = "dpo";

  private final List<String> program;
  private final Map<String, String> names;

  RealHfExperiment(List<String> program, Map<String, String> names) {
    this.program = program;
    this.names = names;
  }

  /** What Python is started with. */
  public List<String> program() {
    return program;
  }

  /** The experiment that has exactly the calls of a dataflow, if one has. */
  public static Optional<RealHfExperiment> of(Dataflow dataflow) {
    var calls =
        dataflow.placed().stream()
            .map(ModelFunctionCall::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (RealHfExperiment experiment : values()) {
      if (experiment.names.keySet().equals(calls) && !PREFERENCES.equals(dataflow.name())) {
        return Optional.of(experiment);
      }
    }
    return Optional.empty();
  }

  /** The name of a call in allocations, {@code rpc}. */
  public String rpc(ModelFunctionCall call) {
    return names.getOrDefault(call.name(), call.name());
  }

  /** The section of a call's options, which for two calls is not the name in allocations. */
  public String section(ModelFunctionCall call) {
    return rpc(call).replace("sample_rw", "sample_rew_inf").replace("greedy_rw", "greedy_rew_inf");
  }
}
