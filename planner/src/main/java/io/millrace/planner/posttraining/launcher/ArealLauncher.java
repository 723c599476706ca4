package io.millrace.planner.posttraining.launcher;

import static io.millrace.planner.posttraining.launcher.ArrangementsByPart.pool;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.Sharding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * AReaL: an engine for each role, each with a backend string; reference and critic share the
 * actor's devices or have their own, and so has generation.
 */
final class ArealLauncher implements PostTrainingLauncher {
  private static final String TITLE = "AReaL";
  private static final String ALLOCATION = "AReaL, areal/api/alloc_mode.py";
  private static final String STRATEGIES =
      "AReaL, docs/en/reference/alloc_mode.md and examples/math/gsm8k_grpo_awex_colocate.yaml";

  @Override
  public String key() {
    return "areal";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String source() {
    return "AReaL's main branch in August 2026 (cbff54d64): areal/api/alloc_mode.py and examples";
  }

  @Override
  public List<ScenarioRule> scenarioRules() {
    return CommonRules.dataflow(
        TITLE,
        EnumSet.of(Part.ROLLOUT, Part.ACTOR, Part.REFERENCE, Part.CRITIC),
        Set.of("dpo", "remax"),
        "PPO, GRPO and DAPO; rewards are functions, and it generates no greedy baselines",
        "AReaL, areal/trainer/rl_trainer.py (recalled)");
  }

  @Override
  public List<PlacementRule> placementRules() {
    List<PlacementRule> rules = new ArrayList<>();
    rules.add(CommonRules.wholeNodes(TITLE, "AReaL, cluster.n_gpus_per_node"));
    rules.add(CommonRules.plainEngines(TITLE, ALLOCATION + ", inf_dim"));
    rules.add(
        CommonRules.engines(
            TITLE,
            "no experts of engines",
            "engines have data, tensor and pipeline parallelism",
            ALLOCATION + ", inf_dim",
            placement -> placement.strategy().expert() == 1));
    rules.add(
        CommonRules.fullySharded(
            TITLE,
            "fsdp has data, tensor and context parallelism; pipelines and experts need megatron"
                + " (sharding zero1)",
            ALLOCATION + ", ModelAllocation",
            placement ->
                placement.strategy().pipeline() == 1
                    && placement.strategy().expert() == 1
                    && placement.virtualStages() == 1));
    rules.add(
        new PlacementRule(
            "AReaL: sharding",
            "megatron shares out the optimizer's state (zero1), fsdp all (zero3)",
            ALLOCATION,
            (_, _, scenario) -> scenario.workload().sharding() != Sharding.ZERO2));
    rules.add(
        new PlacementRule(
            "AReaL: sequence with tensor",
            "tensor-parallel ranks of trainers always share the sequence",
            "AReaL, areal/engine/megatron_engine.py (recalled)",
            (call, placement, _) ->
                CommonRules.generates(call)
                    || placement.strategy().tensor() == 1
                    || placement.sequenceParallel()));
    return List.copyOf(rules);
  }

  @Override
  public List<Arrangement> arrangements(Dataflow dataflow) {
    ArrangementsByPart parts = new ArrangementsByPart(dataflow, STRATEGIES);
    List<Group> rollout = parts.group("rollout", Part.ROLLOUT);
    List<Group> actor = parts.group("actor", Part.ACTOR);
    List<Group> reference = parts.group("ref", Part.REFERENCE);
    List<Group> critic = parts.group("critic", Part.CRITIC);
    List<Group> none = List.of();
    for (boolean together : List.of(false, true)) {
      for (boolean referenceApart : List.of(false, true)) {
        for (boolean criticApart : List.of(false, true)) {
          parts.add(
              together ? "colocated" : "separate",
              together ? CommonRules.WHOLE_BATCHES : CommonRules.ANY,
              together ? List.of() : pool("rollout", rollout),
              pool(
                  "actor",
                  together ? rollout : none,
                  actor,
                  referenceApart ? none : reference,
                  criticApart ? none : critic),
              referenceApart ? pool("ref", reference) : List.of(),
              criticApart ? pool("critic", critic) : List.of());
        }
      }
    }
    return parts.all();
  }
}
