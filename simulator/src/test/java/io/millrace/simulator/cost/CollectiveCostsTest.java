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

/** Collectives alone: the factors of rings, levels of the fabric, start-up. */
class CollectiveCostsTest {
  private static final double GIGABYTE = 1e9;
  private static final Cluster CLUSTER = SampleClusters.of(SampleClusters.A100, 256);
  private static final CostModel COSTS = SampleClusters.costs(CLUSTER);
  private static final NetworkParameters NETWORK = Calibration.bundled().collectives().network();
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
    double volume = rounds * (nodes - 1.0) / nodes * GIGABYTE;

    assertThat(cost(kind, GIGABYTE, nodes, 8).transferSeconds())
        .isCloseTo(volume / (NETWORK.share() * NIC), withPercentage(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "ALL_GATHER, 2, 1",
    "ALL_GATHER, 8, 1",
    "REDUCE_SCATTER, 4, 1",
    "ALL_REDUCE, 8, 2",
    "ALL_TO_ALL, 8, 1"
  })
  void ringsInsideANodeMoveItOverTheLinks(Kind kind, int ranks, int rounds) {
    double share =
        Calibration.bundled().collectives().of(CLUSTER.device()).curve(kind, ranks).share();
    double volume = rounds * (ranks - 1.0) / ranks * GIGABYTE;

    assertThat(cost(kind, GIGABYTE, ranks, 1).transferSeconds())
        .isCloseTo(volume / (share * NVLINK), withPercentage(1e-6));
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

    assertThat(shared).isLessThan(plain);
    assertThat(shared).isGreaterThan(plain / 8);
  }

  @Test
  void hierarchiesShareTheCrossingAmongTheRanksOfANode() {
    double slowest = 2 * (15 / 16.0) * GIGABYTE / (NETWORK.share() * NIC * 8);
    double share =
        Calibration.bundled().collectives().of(CLUSTER.device()).curve(Kind.ALL_REDUCE, 8).share();
    double inside = 2 * (7 / 8.0) * GIGABYTE / (share * NVLINK);

    assertThat(cost(Kind.ALL_REDUCE, GIGABYTE, 16, 1).transferSeconds())
        .isCloseTo(Math.max(slowest, inside), withPercentage(1e-6));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POINT_TO_POINT")
  void groupsInsideANodeLeaveTheNetworkAlone(Kind kind) {
    double[] shares = cost(kind, GIGABYTE, 8, 1).levelShare();

    assertThat(shares[0]).isGreaterThan(0);
    assertThat(shares[1]).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POINT_TO_POINT")
  void oneRankInEachNodeLeavesTheNodesLinksAlone(Kind kind) {
    double[] shares = cost(kind, GIGABYTE, 8, 8).levelShare();

    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isGreaterThan(0);
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
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "POINT_TO_POINT")
  void startsGrowWithTheRanks(Kind kind) {
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

  @Test
  void oneNicForANodeIsEightTimesSlowerThanOneForEachDevice() {
    Node node = SampleClusters.node(SampleClusters.A100);
    double eight = networkSeconds(Cluster.of(SampleClusters.withNics(node, 8), 64));
    double one = networkSeconds(Cluster.of(SampleClusters.withNics(node, 1), 64));

    assertThat(one).isCloseTo(8 * eight, withPercentage(1e-6));
  }

  /** All eight rings of a node at once: ranks of equal place in their nodes. */
  private static double networkSeconds(Cluster cluster) {
    return SampleClusters.costs(cluster)
        .cost(new Collective(Kind.ALL_REDUCE, GIGABYTE), GroupPlacement.of(cluster, 8, 8))
        .transferSeconds();
  }

  @Test
  void aRankOnItsOwnAndNoBytesCostNothing() {
    assertThat(cost(Kind.ALL_REDUCE, GIGABYTE, 1, 1)).isEqualTo(CollectiveCost.NONE);
    assertThat(cost(Kind.ALL_REDUCE, 0, 8, 1)).isEqualTo(CollectiveCost.NONE);
  }

  @Test
  void curvesGoThroughWhatWasMeasuredAndBetweenIt() {
    CollectiveParameters parameters = Calibration.bundled().collectives().of(CLUSTER.device());
    double two = parameters.curve(Kind.ALL_GATHER, 2).startSeconds();
    double three = parameters.curve(Kind.ALL_GATHER, 3).startSeconds();
    double four = parameters.curve(Kind.ALL_GATHER, 4).startSeconds();
    double beyond = parameters.curve(Kind.ALL_GATHER, 64).startSeconds();

    assertThat(three).isBetween(Math.min(two, four), Math.max(two, four));
    assertThat(beyond).isGreaterThan(parameters.curve(Kind.ALL_GATHER, 8).startSeconds());
  }
}
