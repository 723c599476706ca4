package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Node;
import io.millrace.simulator.cost.Collective.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectives alone: the volumes of rings, trees and exchanges, levels of the fabric, start-up. */
class CollectiveCostsTest {
  private static final double GIGABYTE = 1e9;

  /** So much that the protocol for long messages and a ring are used. */
  private static final double LONG = 1e11;

  private static final Cluster CLUSTER = SampleClusters.of(SampleClusters.A100, 256);
  private static final CostModel COSTS = SampleClusters.costs(CLUSTER);
  private static final CollectiveTable TABLE = Calibration.unfitted().collectives();
  private static final NetworkParameters NETWORK = TABLE.network();
  private static final FabricParameters FABRIC = TABLE.fabric("nvlink-3");
  private static final double NIC = CLUSTER.levels().getLast().perDevice().bytesPerSecond();
  private static final double NVLINK = CLUSTER.levels().getFirst().perDevice().bytesPerSecond();

  private static CollectiveCost cost(Kind kind, double bytes, int size, int stride) {
    return COSTS.cost(new Collective(kind, bytes), GroupPlacement.of(CLUSTER, size, stride));
  }

  /** A ring moves (n - 1) / n of the data past each rank; a sum goes round twice. */
  @ParameterizedTest
  @CsvSource({
    "ALL_GATHER, 2, 1",
    "ALL_GATHER, 32, 1",
    "REDUCE_SCATTER, 8, 1",
    "ALL_REDUCE, 2, 2",
    "ALL_REDUCE, 32, 2"
  })
  void ringsAcrossNodesMoveTheTextbookVolume(Kind kind, int nodes, int rounds) {
    double volume = rounds * (nodes - 1.0) / nodes * LONG;

    assertThat(cost(kind, LONG, nodes, 8).transferSeconds())
        .isCloseTo(volume / (NETWORK.share() * NIC), withPercentage(1e-6));
  }

  /** The same volume inside a node; a rank's own part moves in its memory. */
  @ParameterizedTest
  @CsvSource({"ALL_GATHER, 2, 1", "ALL_GATHER, 8, 1", "REDUCE_SCATTER, 4, 1", "ALL_REDUCE, 8, 2"})
  void ringsInsideANodeMoveItOverTheLinks(Kind kind, int ranks, int rounds) {
    double volume = (rounds * (ranks - 1.0) + FABRIC.ownPart()) / ranks * LONG;

    assertThat(cost(kind, LONG, ranks, 1).transferSeconds())
        .isCloseTo(
            (volume + Math.sqrt(volume * FABRIC.rampBytes())) / (FABRIC.longShare() * NVLINK),
            withPercentage(1e-6));
  }

  /** Each step of a ring adds to the start: 7 inside each of 4 nodes and 3 between them. */
  @Test
  void startsAddUpTheStepsOfTheRing() {
    double inside = FABRIC.protocols().get(Protocol.SIMPLE).stepSeconds();
    double between = CLUSTER.network().latency().seconds() + NETWORK.stepSeconds(Protocol.SIMPLE);

    assertThat(cost(Kind.ALL_GATHER, LONG, 32, 1).startSeconds())
        .isCloseTo(FABRIC.launchSeconds() + 28 * inside + 3 * between, withPercentage(1e-6));
  }

  /** Trees have as many levels as the nodes have doublings, rings as many steps as ranks. */
  @Test
  void sumsOverManyNodesUseATree() {
    double sum = cost(Kind.ALL_REDUCE, 1e6, 32, 8).startSeconds();
    double gather = cost(Kind.ALL_GATHER, 1e6, 32, 8).startSeconds();

    assertThat(sum).isLessThan(gather);
  }

  /** Each rank keeps one part of n and sends the others; half of them leave a node of two. */
  @Test
  void allToAllSendsWhatLeavesTheNodeOverTheNetwork() {
    double spread = cost(Kind.ALL_TO_ALL, GIGABYTE, 16, 1).transferSeconds();
    double apart = cost(Kind.ALL_TO_ALL, GIGABYTE, 16, 8).transferSeconds();

    assertThat(apart)
        .isCloseTo(15 / 16.0 * GIGABYTE / (NETWORK.allToAllShare() * NIC), withPercentage(1e-6));
    assertThat(spread / apart).isCloseTo(8 / 15.0, within(1e-9));
  }

  /** With a token's copies sent once to each node that wants some, fewer bytes cross. */
  @Test
  void copiesThatShareTheirWayCrossTheNetworkOnce() {
    GroupPlacement group = GroupPlacement.of(CLUSTER, 16, 1);
    double plain = COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE), group).transferSeconds();
    double shared =
        COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE, 8), group).transferSeconds();
    double nodesHit = 2 * (1 - Math.pow(0.5, 8));
    double rates = NETWORK.allToAllShare() / NETWORK.dispatchShare();
    assertThat(shared / plain).isCloseTo(nodesHit / 8 * rates, within(1e-9));
  }

  /** And inside a node, once to each rank that wants some. */
  @Test
  void copiesThatShareARankCrossTheFabricOnce() {
    GroupPlacement group = GroupPlacement.of(CLUSTER, 8, 1);
    double plain = COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE), group).transferSeconds();
    double shared =
        COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE, 8), group).transferSeconds();

    double kept = FABRIC.ownPart() / 8 * GIGABYTE;
    double sent = 7 / 8.0 * GIGABYTE;
    double distinct = 1 - Math.pow(7 / 8.0, 8);

    assertThat(shared / plain)
        .isCloseTo(
            FABRIC.ramped(distinct * sent + kept) / FABRIC.ramped(sent + kept),
            withPercentage(1e-6));
  }

  /** All copies that reach a node pass its links, not only those that began there. */
  @Test
  void copiesAreSpreadOverTheLinksOfTheNode() {
    GroupPlacement group = GroupPlacement.of(CLUSTER, 64, 1);
    CollectiveCost plain = COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE, 1), group);
    CollectiveCost shared = COSTS.cost(new Collective(Kind.ALL_TO_ALL, GIGABYTE, 8), group);
    double plainInside = plain.levelShare().getFirst() * plain.transferSeconds();
    double sharedInside = shared.levelShare().getFirst() * shared.transferSeconds();

    assertThat(sharedInside / plainInside).isCloseTo(8, withPercentage(20));
  }

  @Test
  void hierarchiesShareTheCrossingAmongTheRanksOfANode() {
    double slowest = 2 * (15 / 16.0) * LONG / (NETWORK.share() * NIC * 8);
    double volume = (2 * 15 + FABRIC.ownPart()) / 16 * LONG;
    double inside = FABRIC.ramped(volume) / (FABRIC.longShare() * NVLINK);

    assertThat(cost(Kind.ALL_REDUCE, LONG, 16, 1).transferSeconds())
        .isCloseTo(Math.max(slowest, inside), withPercentage(1e-6));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POINT_TO_POINT")
  void groupsInsideANodeLeaveTheNetworkAlone(Kind kind) {
    assertThat(cost(kind, GIGABYTE, 8, 1).levelShare()).containsExactly(1.0, 0.0);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POINT_TO_POINT")
  void oneRankInEachNodeLeavesTheNodesLinksAlone(Kind kind) {
    assertThat(cost(kind, GIGABYTE, 8, 8).levelShare()).containsExactly(0.0, 1.0);
  }

  /** A few bytes take as long as no bytes: only the start counts. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void fewBytesCostTheStart(Kind kind) {
    GroupPlacement group =
        kind == Kind.POINT_TO_POINT
            ? GroupPlacement.between(CLUSTER, 0, 8)
            : GroupPlacement.of(CLUSTER, 32, 1);
    double eight = COSTS.cost(new Collective(kind, 8), group).seconds();
    double sixteen = COSTS.cost(new Collective(kind, 16), group).seconds();

    assertThat(eight).isGreaterThan(1e-6);
    assertThat(sixteen).isCloseTo(eight, withPercentage(0.1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ALL_REDUCE", "ALL_GATHER", "REDUCE_SCATTER"})
  void startsOfRingsGrowWithTheRanks(Kind kind) {
    double before = 0;
    for (int ranks = 2; ranks <= 256; ranks *= 2) {
      double start = cost(kind, 1024, ranks, 1).startSeconds();
      assertThat(start).as("%d ranks", ranks).isGreaterThan(before);
      before = start;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e6, 1e9})
  void transfersBetweenNodesAreSlowerThanInsideOne(double bytes) {
    Collective transfer = new Collective(Kind.POINT_TO_POINT, bytes);

    assertThat(COSTS.cost(transfer, GroupPlacement.between(CLUSTER, 0, 8)).seconds())
        .isGreaterThan(COSTS.cost(transfer, GroupPlacement.between(CLUSTER, 0, 7)).seconds());
  }

  /** Eight times fewer NICs, and most devices reach the one through the host. */
  @Test
  void oneNicForANodeIsMoreThanEightTimesSlowerThanOneForEachDevice() {
    Node node = SampleClusters.node(SampleClusters.A100);
    double eight = networkSeconds(Cluster.of(SampleClusters.withNics(node, 8), 64));
    double one = networkSeconds(Cluster.of(SampleClusters.withNics(node, 1), 64));

    assertThat(one / eight).isCloseTo(8 * (1 + 3 * NETWORK.sharing()), withPercentage(1e-6));
  }

  /** All eight rings of a node at once: ranks of equal place in their nodes. */
  private static double networkSeconds(Cluster cluster) {
    return SampleClusters.costs(cluster)
        .cost(new Collective(Kind.ALL_REDUCE, LONG), GroupPlacement.of(cluster, 8, 8))
        .transferSeconds();
  }

  /** Neighbours in number are alone at the border of their nodes, whole nodes are not. */
  @Test
  void messagesShareANicWithThoseThatCrossAtTheSameTime() {
    Cluster shared =
        Cluster.of(SampleClusters.withNics(SampleClusters.node(SampleClusters.A100), 1), 64);
    CostModel costs = SampleClusters.costs(shared);
    Collective message = new Collective(Kind.POINT_TO_POINT, GIGABYTE);
    double alone = costs.cost(message, GroupPlacement.between(shared, 7, 8)).transferSeconds();
    double together = costs.cost(message, GroupPlacement.between(shared, 0, 8)).transferSeconds();

    assertThat(together).isCloseTo(8 * alone, withPercentage(1e-6));
  }

  @Test
  void aRankOnItsOwnAndNoBytesCostNothing() {
    assertThat(cost(Kind.ALL_REDUCE, GIGABYTE, 1, 1)).isEqualTo(CollectiveCost.NONE);
    assertThat(cost(Kind.ALL_REDUCE, 0, 8, 1)).isEqualTo(CollectiveCost.NONE);
  }

  /** Equal questions have equal answers. */
  @Test
  void costsAreValues() {
    assertThat(cost(Kind.ALL_REDUCE, GIGABYTE, 16, 1))
        .isEqualTo(cost(Kind.ALL_REDUCE, GIGABYTE, 16, 1));
  }
}
