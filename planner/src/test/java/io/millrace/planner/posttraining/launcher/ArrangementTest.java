package io.millrace.planner.posttraining.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArrangementTest {
  private static final PostTrainingScenario GRPO =
      Questions.dense(Algorithm.GRPO, 16, "asynchrony: one-step");

  private static PostTrainingPlan plan(String generation, String actor, String reference) {
    return Questions.plan(
        Map.of(
            "actorGeneration", generation,
            "actorInference", actor,
            "actorTraining", actor,
            "referenceInference", reference));
  }

  private static String arrangement(String key, PostTrainingPlan plan) {
    return Launchers.find(key)
        .orElseThrow()
        .arrangement(plan, GRPO)
        .map(Arrangement::label)
        .orElse("none");
  }

  @Test
  void aPlanIsOfTheArrangementWhosePoolsItHas() {
    assertThat(arrangement("verl", plan("d4t2@8-15", "d8@0-7", "d8@0-7")))
        .isEqualTo("separate_async: rollout_pool{rollout} global_pool{actor, ref}");
    assertThat(arrangement("verl", plan("d8t2@0-15", "d8t2@0-15", "d8t2@0-15")))
        .isEqualTo("colocated: global_pool{rollout, actor, ref}");
    assertThat(arrangement("areal", plan("d4t2@8-15", "d4@0-3", "d4@4-7")))
        .isEqualTo("separate: rollout{rollout} actor{actor} ref{ref}");
    assertThat(arrangement("nemo-rl", plan("d4t2@8-15", "d4t2@0-7", "d4t2@0-7")))
        .isEqualTo("non-colocated: generation{generation} policy{policy}");
  }

  @Test
  void devicesOfTwoPoolsMustNotOverlap() {
    assertThat(arrangement("verl", plan("d2t2@4-7", "d8@0-7", "d8@0-7"))).isEqualTo("none");
  }

  @Test
  void theReferenceOfNemoRlIsThePolicyItself() {
    assertThat(arrangement("nemo-rl", plan("d4t2@8-15", "d4t2@0-7", "d2t4@0-7"))).isEqualTo("none");
  }

  @Test
  void oneSettingOfDeepSpeedServesAllRoles() {
    PostTrainingLauncher openrlhf = Launchers.find("openrlhf").orElseThrow();
    PostTrainingScenario ppo = Questions.dense(Algorithm.PPO, 32, "");
    Map<String, String> alike =
        new TreeMap<>(
            Map.of(
                "actorGeneration", "d4t2@0-7",
                "actorTraining", "d8@8-15",
                "referenceInference", "d8@8-15",
                "criticInference", "d4@16-19",
                "criticTraining", "d4@16-19",
                "rewardInference", "d4@16-19"));
    assertThat(openrlhf.arrangement(Questions.plan(alike), ppo).map(Arrangement::label))
        .contains("groups: vllm{vllm} actor_ref{actor} critic_reward{critic}");

    alike.put("rewardInference", "d2t2@20-23");
    assertThat(openrlhf.refusals(Questions.plan(alike), ppo))
        .anySatisfy(it -> assertThat(it).contains("differ in data parallelism alone"));
  }

  @Test
  void halfAPlanIsAskedAboutToo() {
    Arrangement separate =
        Launchers.find("verl").orElseThrow().arrangements(GRPO.workload()).getLast();
    assertThat(
            separate.conflicts(
                Questions.plan(
                    Map.of("actorGeneration", "d4t2@8-15", "actorTraining", "d4t2@0-7"))))
        .isEmpty();
    assertThat(
            separate.conflicts(
                Questions.plan(Map.of("actorGeneration", "d4t2@0-7", "actorTraining", "d4t2@0-7"))))
        .singleElement()
        .asString()
        .contains("must have no device in common", "here both are on 0-7");
  }

  /** verl, verl/workers/engine/megatron/transformer_impl.py: the first makes the groups of all. */
  @Test
  void trainersOfVerlHaveOneSlicing() {
    assertThat(
            Launchers.find("verl")
                .orElseThrow()
                .refusals(plan("d4t2@8-15", "d4t2@0-7", "d8@0-7"), GRPO))
        .singleElement()
        .asString()
        .contains("actorInference and referenceInference must differ in data parallelism alone");
  }
}
