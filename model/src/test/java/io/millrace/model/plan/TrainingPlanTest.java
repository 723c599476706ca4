package io.millrace.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  @Test
  void countsTheMicroBatchesOfEachReplica() {
    assertThat(plan("d8t4p2", 1, 4, List.of(), OptionalInt.empty()).microBatches(256)).isEqualTo(8);
  }

  @Test
  void sharesGradientsAmongDataAndContextRanks() {
    TrainingPlan plan = plan("d8t4p2c2", 1, 1, List.of(), OptionalInt.empty());

    assertThat(plan.gradientGroup()).isEqualTo(16);
    assertThat(plan.shardingGroupSize()).isEqualTo(16);
    assertThat(plan("d8t4p2c2", 1, 1, List.of(), OptionalInt.of(4)).shardingGroupSize())
        .isEqualTo(4);
    assertThat(plan.label()).isEqualTo("d8t4p2c2");
  }

  @Test
  void refusesWhatCannotBeWhateverTheWorkload() {
    assertRefused("virtualStages must be positive: 0", 0, 1, List.of(), 1);
    assertRefused("microBatch must be positive: 0", 1, 0, List.of(), 1);
    assertRefused("stageLayers has 3 entries for 2 stages x 2 virtual", 2, 1, List.of(1, 2, 3), 1);
    assertRefused("stageLayers must not be negative: [9, -1]", 1, 1, List.of(9, -1), 1);
    assertRefused("shardingGroup 3 does not divide the 8 data-parallel ranks", 1, 1, List.of(), 3);
    assertRefused("shardingGroup must be positive: 0", 1, 1, List.of(), 0);
  }

  private static void assertRefused(
      String message, int virtualStages, int microBatch, List<Integer> layers, int group) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("d8p2", virtualStages, microBatch, layers, OptionalInt.of(group)))
        .withMessageContaining(message);
  }

  @Test
  void saysWhatEachLevelOfShardingSharesOut() {
    assertThat(Stream.of(Sharding.values()).map(Sharding::shardsOptimizer))
        .containsExactly(false, true, true, true);
    assertThat(Stream.of(Sharding.values()).map(Sharding::shardsGradients))
        .containsExactly(false, false, true, true);
    assertThat(Stream.of(Sharding.values()).map(Sharding::shardsWeights))
        .containsExactly(false, false, false, true);
  }

  @Test
  void saysWhichPlacementsSpreadTheOutputLayer() {
    assertThat(Stream.of(VocabularyPlacement.values()).filter(VocabularyPlacement::spread))
        .extracting(VocabularyPlacement::key)
        .containsExactly("parallel-one-barrier", "parallel-two-barriers", "interlaced");
  }

  @Test
  void usesTheFieldsOwnNamesInFiles() {
    assertThat(Stream.of(Sharding.values()).map(Sharding::key))
        .containsExactly("none", "zero1", "zero2", "zero3");
    assertThat(Stream.of(Recompute.values()).map(Recompute::key))
        .containsExactly("none", "selective", "full");
    assertThat(Stream.of(ScheduleKind.values()).map(ScheduleKind::key))
        .startsWith("gpipe", "1f1b", "interleaved");
  }

  private static TrainingPlan plan(
      String label, int virtualStages, int microBatch, List<Integer> layers, OptionalInt group) {
    return new TrainingPlan(
        ParallelStrategy.parse(label),
        Pipelining.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, virtualStages).withStageLayers(layers),
        LayerStrategy.of(microBatch, false, Recompute.NONE),
        new ReplicaStrategy(Sharding.NONE, group, Overlap.USUAL, Overlap.USUAL));
  }
}
