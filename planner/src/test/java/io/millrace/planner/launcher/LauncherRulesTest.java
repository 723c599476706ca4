package io.millrace.planner.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Questions;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LauncherRulesTest {
  private static final Scenario SCENARIO = Questions.experts(8, 16, 32);

  private static TrainingPlan plan(
      String label, ScheduleKind schedule, Recompute recompute, Sharding sharding) {
    ParallelStrategy degrees = ParallelStrategy.parse(label);
    return new TrainingPlan(
        degrees,
        Pipelining.of(schedule, schedule.vShaped() ? 2 : 1),
        LayerStrategy.of(1, degrees.tensor() > 1, recompute),
        ReplicaStrategy.of(sharding));
  }

  private static Optional<String> broken(Launcher launcher, TrainingPlan plan) {
    return new PlanSpace(SCENARIO, LauncherRules.of(launcher)).broken(plan).map(Rule::name);
  }

  @ParameterizedTest
  @EnumSource(Launcher.class)
  void everyRuleSaysWhyAndWhereThatIsWritten(Launcher launcher) {
    assertThat(LauncherRules.of(launcher))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.name()).contains(": ");
              assertThat(rule.reason()).hasSizeGreaterThan(20);
              assertThat(rule.source()).isNotBlank();
            })
        .extracting(Rule::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "MEGATRON_LM, d4t4p1, ONE_FORWARD_ONE_BACKWARD, FULL, ZERO1",
    "MEGATRON_LM, d4t2p2, INTERLEAVED, SELECTIVE, ZERO1",
    "TORCHTITAN, d8t1p2, ZERO_BUBBLE_V, NONE, ZERO2",
    "TORCHTITAN, d16t1p1, ONE_FORWARD_ONE_BACKWARD, NONE, NONE",
    "TORCHTITAN, d1t16p1, ONE_FORWARD_ONE_BACKWARD, NONE, NONE",
    "ACCELERATE, d16t1p1, ONE_FORWARD_ONE_BACKWARD, NONE, NONE",
    "ACCELERATE, d16t1p1, ONE_FORWARD_ONE_BACKWARD, FULL, ZERO3",
    "GALVATRON, d4t2p2, GPIPE, FULL, ZERO3",
    "DEEPSPEED, d8t1p2, ONE_FORWARD_ONE_BACKWARD, FULL, ZERO1"
  })
  void whatPeopleRunIsAllowed(
      Launcher launcher,
      String label,
      ScheduleKind schedule,
      Recompute recompute,
      Sharding sharding) {
    assertThat(broken(launcher, plan(label, schedule, recompute, sharding))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MEGATRON_LM, d2t8p1, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO1, Megatron: groups of queries",
    "MEGATRON_BRIDGE, d8t1p2, V_HALF, NONE, ZERO1, Megatron: schedules",
    "MEGATRON_LM, d8t1p2, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO3, "
        + "Megatron: sharding without pipeline",
    "DEEPSPEED, d8t1p2, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO2, DeepSpeed: ZeRO with pipeline",
    "DEEPSPEED, d4t2p2, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, DeepSpeed: one way to split",
    "DEEPSPEED, d4t2p1c2, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, DeepSpeed: one way to split",
    "DEEPSPEED, d8t2p1, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO2, DeepSpeed: no sequence parallelism",
    "TORCHTITAN, d16t1p1, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO1, torchtitan: fully sharded",
    "TORCHTITAN, d8t2p1, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, torchtitan: copies alone",
    "TORCHTITAN, d8t1p2, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, torchtitan: copies alone",
    "TORCHTITAN, d16e8, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, torchtitan: experts over shards",
    "ACCELERATE, d8c2, ONE_FORWARD_ONE_BACKWARD, NONE, NONE, Accelerate: copies alone",
    "TORCHTITAN, d8t1p2, V_MIN, NONE, ZERO2, torchtitan: schedules",
    "ACCELERATE, d8t1p2, ONE_FORWARD_ONE_BACKWARD, NONE, ZERO3, Accelerate: no pipeline",
    "GALVATRON, d4t2p2, ONE_FORWARD_ONE_BACKWARD, SELECTIVE, ZERO2, Galvatron: recomputation"
  })
  void whatALauncherHasNoWordsForIsNamed(
      Launcher launcher,
      String label,
      ScheduleKind schedule,
      Recompute recompute,
      Sharding sharding,
      String rule) {
    assertThat(broken(launcher, plan(label, schedule, recompute, sharding))).contains(rule);
  }

  @Test
  void launchersAreFoundByTheirKey() {
    assertThat(Launcher.keys())
        .containsExactly(
            "megatron-lm", "megatron-bridge", "deepspeed", "torchtitan", "accelerate", "galvatron");
    assertThat(Launcher.of("torchtitan")).contains(Launcher.TORCHTITAN);
    assertThat(Launcher.of("megatron")).contains(Launcher.MEGATRON_LM);
    assertThat(Launcher.of("pytorch")).isEmpty();
  }
}
