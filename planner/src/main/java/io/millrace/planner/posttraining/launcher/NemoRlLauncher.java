package io.millrace.planner.posttraining.launcher;

import static io.millrace.planner.posttraining.launcher.ArrangementsByPart.pool;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.Sharding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * NeMo-RL: one policy trains, infers and stands in for its reference; a value model takes turns
 * with it, and generation does or has nodes of its own.
 */
final class NemoRlLauncher implements PostTrainingLauncher {
  private static final String TITLE = "NeMo-RL";
  private static final String RECIPE = "NeMo-RL, examples/configs/grpo_math_1B.yaml";
  private static final String CLUSTERS = "NeMo-RL, nemo_rl/algorithms/grpo.py, setup";

  @Override
  public String key() {
    return "nemo-rl";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String source() {
    return "NeMo-RL's main branch in August 2026 (7ea279abf): examples/configs and its recipes";
  }

  @Override
  public List<ScenarioRule> scenarioRules() {
    return CommonRules.and(
        CommonRules.dataflow(
            TITLE,
            EnumSet.allOf(Part.class),
            Set.of("dpo", "remax"),
            "PPO (since 2026, pull request 2530), GRPO and DAPO; its DPO trains on given pairs",
            "NeMo-RL, docs/about/algorithms and examples/run_ppo.py"),
        CommonRules.withoutAdapters(TITLE, RECIPE));
  }

  @Override
  public List<PlacementRule> placementRules() {
    List<PlacementRule> rules = new ArrayList<>();
    rules.add(CommonRules.wholeNodes(TITLE, CLUSTERS));
    rules.add(
        new PlacementRule(
            "NeMo-RL: nodes of pools",
            "on more than one node every pool has whole nodes: the policy has those that generation"
                + " and reward model leave",
            CLUSTERS,
            (_, placement, scenario) ->
                scenario.cluster().nodes() == 1
                    || placement.mesh().size() % scenario.cluster().devicesPerNode() == 0));
    rules.add(CommonRules.plainEngines(TITLE, RECIPE + ", vllm_cfg"));
    rules.add(
        CommonRules.engines(
            TITLE,
            "experts of engines",
            "vLLM spreads experts over tensor x data ranks of an engine, and slices none",
            RECIPE + ", vllm_cfg.expert_parallel_size",
            placement -> ExpertRanks.fitEngine(placement.strategy())));
    rules.add(
        new PlacementRule(
            "NeMo-RL: no virtual stages",
            "recipes have no key for chunks of layers that was looked up",
            RECIPE + ", megatron_cfg",
            (_, placement, _) -> placement.virtualStages() == 1));
    rules.add(
        new PlacementRule(
            "NeMo-RL: sharding",
            "Megatron shares out the optimizer's state (zero1), DTensor all (zero3)",
            RECIPE + ", megatron_cfg and dtensor_cfg",
            (_, _, scenario) -> scenario.workload().sharding() != Sharding.ZERO2));
    rules.add(
        CommonRules.fullySharded(
            TITLE,
            "DTensor has data, tensor and context parallelism; pipelines and experts need"
                + " Megatron (sharding zero1)",
            RECIPE + ", dtensor_cfg",
            placement ->
                placement.strategy().pipeline() == 1 && placement.strategy().expert() == 1));
    rules.add(
        CommonRules.fullySharded(
            TITLE,
            "a value model under DTensor has no context parallelism",
            "NeMo-RL, nemo_rl/algorithms/ppo.py, setup",
            Part.CRITIC,
            placement -> placement.strategy().context() == 1));
    rules.add(
        new PlacementRule(
            "NeMo-RL: reward environment",
            "a reward model runs under DTensor: data, tensor and context parallelism",
            "NeMo-RL, env.reward_model of examples/configs (recalled)",
            (call, placement, _) ->
                !Part.REWARD.runs(call)
                    || (placement.strategy().pipeline() == 1
                        && placement.strategy().expert() == 1)));
    return List.copyOf(rules);
  }

  @Override
  public List<Arrangement> arrangements(Dataflow dataflow) {
    ArrangementsByPart parts = new ArrangementsByPart(dataflow, CLUSTERS);
    List<Group> generation = parts.group("generation", Part.ROLLOUT);
    List<Group> policy = parts.group("policy", Part.ACTOR, Part.REFERENCE);
    List<Group> value = parts.group("value", Part.CRITIC);
    List<Pool> rewards = pool("reward_model", parts.group("reward_model", Part.REWARD));
    return parts
        .add("colocated", CommonRules.ON_POLICY, pool("policy", generation, policy, value), rewards)
        .add(
            "non-colocated",
            CommonRules.WHOLE_BATCHES,
            pool("generation", generation),
            pool("policy", policy, value),
            rewards)
        .all();
  }
}
