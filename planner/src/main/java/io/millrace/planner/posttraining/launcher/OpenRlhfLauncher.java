package io.millrace.planner.posttraining.launcher;

import static io.millrace.planner.posttraining.launcher.ArrangementsByPart.pool;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Sharding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * OpenRLHF: a group of nodes for each role, some or all of them shared, under DeepSpeed; engines of
 * vLLM share them or have their own. One setting of DeepSpeed serves all roles.
 */
final class OpenRlhfLauncher implements PostTrainingLauncher {
  private static final String TITLE = "OpenRLHF";
  private static final String OPTIONS = "OpenRLHF, docs/source/common_options.rst";
  private static final String GROUPS = "OpenRLHF, openrlhf/cli/train_ppo_ray.py";
  private static final String DEEPSPEED = "deepspeed";

  @Override
  public String key() {
    return "openrlhf";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String source() {
    return "OpenRLHF 0.10 in 2026 (3c3be623): openrlhf/cli/train_ppo_ray.py and its options";
  }

  /** {@code --ds.zero_stage}, 2 by default; its examples have 3 (docs/source/rl.rst). */
  @Override
  public List<Sharding> shardings() {
    return List.of(Sharding.ZERO2, Sharding.ZERO3);
  }

  @Override
  public List<ScenarioRule> scenarioRules() {
    return CommonRules.and(
        CommonRules.dataflow(
            TITLE,
            EnumSet.allOf(Part.class),
            Set.of("dpo", "remax"),
            "gae, reinforce, rloo, reinforce_baseline, group_norm and dr_grpo; its DPO trains on"
                + " given pairs",
            GROUPS + ", --algo.advantage.estimator"),
        CommonRules.withoutAdapters(TITLE, OPTIONS + ", --ds.lora"));
  }

  @Override
  public List<PlacementRule> placementRules() {
    List<PlacementRule> rules = new ArrayList<>();
    rules.add(CommonRules.wholeNodes(TITLE, GROUPS));
    rules.add(CommonRules.plainEngines(TITLE, OPTIONS + ", --vllm"));
    rules.add(
        CommonRules.engines(
            TITLE,
            "split of engines",
            "engines have data and tensor parallelism",
            OPTIONS + ", --vllm.num_engines and --vllm.tensor_parallel_size; issue 750",
            placement ->
                placement.strategy().pipeline() == 1 && placement.strategy().expert() == 1));
    rules.add(
        trainers(
            "DeepSpeed without pipeline",
            "DeepSpeed trains with data, tensor (AutoTP) and context (ring attention) parallelism",
            OPTIONS + ", --ds",
            (_, placement, _) ->
                placement.strategy().pipeline() == 1
                    && placement.strategy().expert() == 1
                    && placement.virtualStages() == 1));
    rules.add(
        trainers(
            "tensor without ZeRO-3",
            "tensor parallelism (AutoTP) needs ZeRO stage 0, 1 or 2",
            OPTIONS + ", --ds.tensor_parallel_size",
            (_, placement, scenario) ->
                placement.strategy().tensor() == 1
                    || scenario.workload().sharding() != Sharding.ZERO3));
    rules.add(
        trainers(
            "tensor without sequence",
            "tensor-parallel ranks (AutoTP) do not share the sequence",
            "DeepSpeed, docs/_pages/config-json.md, tensor_parallel",
            (_, placement, _) ->
                placement.strategy().tensor() == 1 || !placement.sequenceParallel()));
    return List.copyOf(rules);
  }

  private static PlacementRule trainers(
      String name, String reason, String source, PlacementRule.Test test) {
    return new PlacementRule(
        TITLE + ": " + name,
        reason,
        source,
        (call, placement, scenario) ->
            CommonRules.generates(call) || test.holds(call, placement, scenario));
  }

  @Override
  public CallPlacement place(ModelFunctionCall call, DeviceMesh mesh, ParallelStrategy degrees) {
    return CommonRules.generates(call)
        ? CallPlacement.of(mesh, degrees)
        : new CallPlacement(mesh, degrees, false, 1, OptionalInt.empty());
  }

  @Override
  public List<Arrangement> arrangements(Dataflow dataflow) {
    ArrangementsByPart parts = new ArrangementsByPart(dataflow, GROUPS);
    List<Pool> engines = pool("vllm", parts.group("vllm", Part.ROLLOUT));
    List<Group> all = parts.group("models", Part.ACTOR, Part.REFERENCE, Part.CRITIC, Part.REWARD);
    parts.add(
        "colocate_all",
        CommonRules.ON_POLICY,
        pool("models", parts.group("vllm", Part.ROLLOUT), all));
    parts.add("colocate_models", CommonRules.BATCHES, engines, pool("models", all));
    for (boolean actors : List.of(true, false)) {
      for (boolean critics : List.of(true, false)) {
        parts.add(
            "groups",
            CommonRules.WHOLE_BATCHES,
            engines,
            actors && parts.has(Part.REFERENCE)
                ? pool("actor_ref", parts.group("actor", DEEPSPEED, Part.ACTOR, Part.REFERENCE))
                : apart(parts, Part.ACTOR, Part.REFERENCE),
            critics && parts.has(Part.CRITIC) && parts.has(Part.REWARD)
                ? pool("critic_reward", parts.group("critic", DEEPSPEED, Part.CRITIC, Part.REWARD))
                : apart(parts, Part.CRITIC, Part.REWARD));
      }
    }
    return parts.all();
  }

  /** Each part in a pool of its own. */
  private static List<Pool> apart(ArrangementsByPart parts, Part one, Part other) {
    List<Pool> pools = new ArrayList<>();
    for (Part part : List.of(one, other)) {
      String name = part == Part.REFERENCE ? "ref" : part.key();
      pools.addAll(pool(name, parts.group(name, DEEPSPEED, part)));
    }
    return List.copyOf(pools);
  }
}
