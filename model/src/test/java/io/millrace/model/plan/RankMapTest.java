package io.millrace.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.RankMap.Axis;
import org.junit.jupiter.api.Test;

/** Two replicas of three stages of four tensor-parallel ranks, as Megatron-LM numbers them. */
class RankMapTest {
  private static final RankMap USUAL = map("d2t4p3", RankOrder.DATA_BEFORE_PIPELINE);
  private static final RankMap STAGES_FIRST = map("d2t4p3", RankOrder.PIPELINE_BEFORE_DATA);

  private static RankMap map(String label, RankOrder order) {
    return new RankMap(
        new TrainingPlan(
            ParallelStrategy.parse(label),
            Pipelining.PLAIN.with(order),
            LayerStrategy.of(1, false, Recompute.NONE),
            ReplicaStrategy.COPIES));
  }

  @Test
  void tensorGroupsAreNeighbours() {
    assertThat(USUAL.group(5, Axis.TENSOR)).containsExactly(4, 5, 6, 7);
    assertThat(STAGES_FIRST.group(5, Axis.TENSOR)).containsExactly(4, 5, 6, 7);
  }

  @Test
  void stagesAreFurthestApartUnlessReplicasAre() {
    assertThat(USUAL.group(1, Axis.PIPELINE)).containsExactly(1, 9, 17);
    assertThat(USUAL.group(1, Axis.DATA)).containsExactly(1, 5);
    assertThat(STAGES_FIRST.group(1, Axis.PIPELINE)).containsExactly(1, 5, 9);
    assertThat(STAGES_FIRST.group(1, Axis.DATA)).containsExactly(1, 13);
  }

  @Test
  void expertsThatAreSlicedLieAWholeTensorGroupApart() {
    assertThat(map("d4t2e4", RankOrder.DATA_BEFORE_PIPELINE).group(1, Axis.EXPERT))
        .containsExactly(1, 3, 5, 7);
  }

  @Test
  void everyRankIsInOneGroupOfEachAxis() {
    RankMap map = map("d4t2p2c2e4", RankOrder.PIPELINE_BEFORE_DATA);
    for (Axis axis : Axis.values()) {
      for (int rank = 0; rank < map.ranks(); rank++) {
        assertThat(map.group(rank, axis)).hasSize(map.degree(axis)).contains(rank);
      }
    }
  }
}
