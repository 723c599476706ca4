package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.Map;

/** Plans of every shape that launchers know, each with its question. */
enum SamplePlans {
  /** ReaL's heuristic for two nodes (realhf/experiments/common/ppo_exp.py). */
  REAL_HEURISTIC(
      Questions.dense(Algorithm.PPO, 16, "miniBatches: 4"),
      Map.of(
          "actorGeneration", "d8t1p2@0-15",
          "actorTraining", "d2t4p1@0-7",
          "criticTraining", "d2t4p1@8-15",
          "referenceInference", "d2t4p2@0-15",
          "rewardInference", "d2t4p1@0-7",
          "criticInference", "d2t4p1@8-15")),
  /** All calls of PPO take turns on one node. */
  ONE_NODE(
      Questions.dense(Algorithm.PPO, 8, "sharding: zero3"),
      Map.of(
          "actorGeneration", "d4t2@0-7",
          "actorTraining", "d8@0-7",
          "criticTraining", "d8@0-7",
          "referenceInference", "d8@0-7",
          "rewardInference", "d8@0-7",
          "criticInference", "d8@0-7")),
  /** GRPO in turns under Megatron, as NeMo-RL does. */
  TURNS(
      Questions.dense(Algorithm.GRPO, 16, ""),
      Map.of(
          "actorGeneration", "d8t2@0-15",
          "actorInference", "d2t4p2@0-15",
          "referenceInference", "d2t4p2@0-15",
          "actorTraining", "d2t4p2@0-15")),
  /** A mixture of experts, generation one step ahead on nodes of its own. */
  EXPERTS(
      experts(),
      Map.of(
          "actorGeneration", "d8t2p1@16-31",
          "actorInference", "d4t2p1c2e8@0-15",
          "referenceInference", "d4t2p1c2e8@0-15",
          "actorTraining", "d4t2p1c2e8@0-15")),
  /** Reference apart from the actor, under FSDP. */
  APART(
      Questions.dense(Algorithm.GRPO, 32, "asynchrony: one-step, sharding: zero3"),
      Map.of(
          "actorGeneration", "d4t2p1@24-31",
          "actorInference", "d16@0-15",
          "referenceInference", "d8@16-23",
          "actorTraining", "d16@0-15")),
  /** Responses stream, and the trainer takes the engine's log-probabilities. */
  STREAMING(
      Questions.dense(
          Algorithm.DAPO,
          16,
          "asynchrony: streaming, stalenessThreshold: 0.5, portions: 4, sharding: zero3,"
              + " miniBatches: 8, responsesPerPrompt: 16"),
      Map.of("actorGeneration", "d8@8-15", "actorTraining", "d4t1p1c2@0-7"));

  private final PostTrainingScenario question;
  private final PostTrainingPlan plan;

  SamplePlans(PostTrainingScenario question, Map<String, String> placements) {
    this.question = question;
    this.plan = Questions.plan(placements);
  }

  private static PostTrainingScenario experts() {
    return Questions.read(
        """
        version: 1
        name: experts
        cluster: {device: nvidia-h100-sxm, devices: 32, devicesPerNode: 8}
        models: {actor: {name: Qwen/Qwen3-30B-A3B}}
        workload: {
          type: post-training, algorithm: grpo, maxSequence: 4096, averageSequence: 2500,
          rolloutsPerStep: 1024, trainBatch: 512, asynchrony: one-step, precision: bf16,
          framework: nemo-rl}
        """);
  }

  PostTrainingScenario question() {
    return question;
  }

  PostTrainingPlan plan() {
    return plan;
  }

  PostTrainingLaunchJob job() {
    return PostTrainingLaunchJob.of(question, plan);
  }
}
