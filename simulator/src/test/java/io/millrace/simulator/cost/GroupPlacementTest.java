package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four nodes of eight devices: ranks 0 to 7 are in the first node, and so on. */
class GroupPlacementTest {
  private static final Cluster CLUSTER = SampleClusters.of(SampleClusters.A100, 32);
  private static final FabricLevel NODE = CLUSTER.levels().getFirst();
  private static final FabricLevel NETWORK = CLUSTER.levels().getLast();

  @ParameterizedTest
  @CsvSource({"2, 1", "8, 1", "2, 4", "4, 2"})
  void neighboursInANodeUseOnlyItsLinks(int size, int stride) {
    assertThat(GroupPlacement.of(CLUSTER, size, stride).reach())
        .containsExactly(new Reach(NODE, size, 1));
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "2, 16"})
  void oneRankInEachNodeUsesOnlyTheNetwork(int size, int stride) {
    assertThat(GroupPlacement.of(CLUSTER, size, stride).reach())
        .containsExactly(new Reach(NETWORK, size, 1));
  }

  @ParameterizedTest
  @CsvSource({"16, 1, 8, 2", "32, 1, 8, 4", "4, 4, 2, 2", "16, 2, 4, 4"})
  void largerGroupsUseBoth(int size, int stride, int inNode, int nodes) {
    GroupPlacement group = GroupPlacement.of(CLUSTER, size, stride);

    assertThat(group.reach())
        .containsExactly(new Reach(NODE, inNode, 1), new Reach(NETWORK, size, inNode));
    assertThat(group.outermost().blocks()).isEqualTo(nodes);
  }

  /** Blocks of two neighbours: one block to a node, two of them, blocks in two nodes. */
  @ParameterizedTest
  @CsvSource({"8, 1, 2, 8, 2, 4", "8, 2, 2, 8, 2, 4", "16, 1, 2, 4, 4, 4", "4, 1, 2, 16, 2, 2"})
  void blocksOfRanksUseBoth(int size, int stride, int block, int apart, int inNode, int nodes) {
    GroupPlacement group = GroupPlacement.inBlocks(CLUSTER, size, stride, block, apart);

    assertThat(group.reach())
        .containsExactly(new Reach(NODE, inNode, 1), new Reach(NETWORK, size, inNode));
    assertThat(group.outermost().blocks()).isEqualTo(nodes);
  }

  @Test
  void aGroupThatFitsIntoItsFirstBlockHasNoOther() {
    assertThat(GroupPlacement.inBlocks(CLUSTER, 2, 2, 4, 16).reach())
        .isEqualTo(GroupPlacement.of(CLUSTER, 2, 2).reach());
  }

  @Test
  void aRankOnItsOwnReachesNobody() {
    GroupPlacement alone = GroupPlacement.of(CLUSTER, 1, 8);

    assertThat(alone.isAlone()).isTrue();
    assertThat(alone.reach()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 7", "9, 8", "24, 31"})
  void pairsInANodeUseItsLinks(int first, int second) {
    assertThat(GroupPlacement.between(CLUSTER, first, second).outermost().level()).isEqualTo(NODE);
  }

  @ParameterizedTest
  @CsvSource({"7, 8", "0, 31", "16, 15"})
  void pairsInDifferentNodesUseTheNetwork(int first, int second) {
    GroupPlacement pair = GroupPlacement.between(CLUSTER, first, second);

    assertThat(pair.outermost()).isEqualTo(new Reach(NETWORK, 2, 1));
    assertThat(pair.size()).isEqualTo(2);
  }
}
