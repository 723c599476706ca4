package io.millrace.planner.posttraining.launcher;

import static io.millrace.planner.posttraining.launcher.ArrangementsByPart.pool;

import io.millrace.model.dataflow.Dataflow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * verl: actor, reference and critic always share one pool of nodes; generation shares it or has a
 * pool of its own, and so has a reward model.
 */
final class VerlLauncher implements PostTrainingLauncher {
  private static final String TITLE = "verl";
  private static final String TRAINER = "verl, verl/trainer/config/ppo_trainer.yaml";
  private static final String ROLLOUT = "verl, verl/workers/config/rollout.py";

  /**
   * Trainers of a pool are one process, whose groups the first of them makes
   * (verl/workers/engine/megatron/transformer_impl.py, {@code _init_device_mesh}): all have its
   * degrees.
   */
  private static final String TRAINERS = "trainers";

  /** {@code docs/advance/fully_async.md}: a trainer of its own, with the same pools. */
  private static final String FULLY_ASYNC = "fully_async";

  private static final String POOLS =
      "verl, resource_pool_spec of verl/trainer/main_ppo.py and trainer.v1.trainer_mode of "
          + "verl/trainer/config/ppo_trainer.yaml";

  @Override
  public String key() {
    return "verl";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String source() {
    return "verl's main branch in August 2026 (1dda039b9): verl/trainer/config";
  }

  @Override
  public List<ScenarioRule> scenarioRules() {
    return CommonRules.dataflow(
        TITLE,
        EnumSet.allOf(Part.class),
        Set.of("dpo"),
        "estimators of advantages (gae, grpo, remax, rloo, ...), not preferences of pairs",
        TRAINER + ", algorithm.adv_estimator");
  }

  @Override
  public List<PlacementRule> placementRules() {
    List<PlacementRule> rules = new ArrayList<>();
    rules.add(CommonRules.wholeNodes(TITLE, POOLS));
    rules.add(CommonRules.plainEngines(TITLE, ROLLOUT));
    rules.add(
        CommonRules.engines(
            TITLE,
            "no pipeline of engines",
            "rollouts have no pipeline",
            ROLLOUT + ", which refuses pipeline_model_parallel_size above one",
            placement -> placement.strategy().pipeline() == 1));
    rules.add(
        CommonRules.engines(
            TITLE,
            "experts of engines",
            "rollouts spread experts over tensor x data ranks of an engine, and slice none",
            ROLLOUT + ", expert_parallel_size",
            placement -> ExpertRanks.fitEngine(placement.strategy())));
    rules.add(rewardEngine());
    rules.add(
        CommonRules.fullySharded(
            TITLE,
            "FSDP has data and context (Ulysses) parallelism alone; others need Megatron, which"
                + " shares out the optimizer's state (sharding zero1)",
            "verl, verl/trainer/config/engine/fsdp.yaml",
            placement ->
                placement.strategy().tensor() == 1
                    && placement.strategy().pipeline() == 1
                    && placement.strategy().expert() == 1
                    && placement.virtualStages() == 1));
    return List.copyOf(rules);
  }

  /** Reward models are engines too. */
  private static PlacementRule rewardEngine() {
    return new PlacementRule(
        "verl: reward engines",
        "reward models run in an engine: tensor and data parallelism, no pipeline, no context",
        "verl, verl/trainer/config/reward/reward.yaml, reward_model.rollout",
        (call, placement, _) ->
            !Part.REWARD.runs(call)
                || (placement.strategy().pipeline() == 1
                    && placement.strategy().context() == 1
                    && placement.virtualStages() == 1
                    && ExpertRanks.fitEngine(placement.strategy())));
  }

  @Override
  public List<Arrangement> arrangements(Dataflow dataflow) {
    ArrangementsByPart parts = new ArrangementsByPart(dataflow, POOLS);
    List<Group> rollout = parts.group("rollout", Part.ROLLOUT);
    List<Group> actor = parts.group("actor", TRAINERS, Part.ACTOR);
    List<Group> reference = parts.group("ref", TRAINERS, Part.REFERENCE);
    List<Group> critic = parts.group("critic", TRAINERS, Part.CRITIC);
    List<Group> reward = parts.group("reward", Part.REWARD);
    List<Pool> rewards = pool("reward_pool", reward);
    return parts
        .add(
            "colocated",
            CommonRules.WHOLE_BATCHES,
            pool("global_pool", rollout, actor, reference, critic, reward))
        .add(
            "colocated",
            CommonRules.WHOLE_BATCHES,
            pool("global_pool", rollout, actor, reference, critic),
            rewards)
        .add(
            "separate_async",
            CommonRules.BATCHES,
            pool("rollout_pool", rollout),
            pool("global_pool", actor, reference, critic, reward))
        .add(
            "separate_async",
            CommonRules.BATCHES,
            pool("rollout_pool", rollout),
            pool("global_pool", actor, reference, critic),
            rewards)
        .add(
            FULLY_ASYNC,
            CommonRules.RESPONSES,
            pool("rollout_pool", rollout),
            pool("global_pool", actor, reference, critic, reward))
        .add(
            FULLY_ASYNC,
            CommonRules.RESPONSES,
            pool("rollout_pool", rollout),
            pool("global_pool", actor, reference, critic),
            rewards)
        .all();
  }
}
