package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Cluster;
import io.millrace.simulator.FasterClusters;
import io.millrace.simulator.cost.Collective.Kind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds of collectives of any size in groups of any place. */
class CollectiveCostsProperties {
  private static final Cluster CLUSTER = SampleClusters.of(SampleClusters.H100, 512);
  private static final CostModel COSTS = SampleClusters.costs(CLUSTER);
  private static final Cluster FASTER = FasterClusters.inNode(CLUSTER);
  private static final CostModel FASTER_COSTS = SampleClusters.costs(FASTER);

  @Provide
  Arbitrary<Kind> kinds() {
    return Arbitraries.of(Kind.ALL_REDUCE, Kind.ALL_GATHER, Kind.REDUCE_SCATTER, Kind.ALL_TO_ALL);
  }

  private static double seconds(Kind kind, double bytes, int size, int stride) {
    return seconds(COSTS, CLUSTER, kind, bytes, size, stride);
  }

  private static double seconds(
      CostModel costs, Cluster cluster, Kind kind, double bytes, int size, int stride) {
    return costs
        .cost(new Collective(kind, bytes), GroupPlacement.of(cluster, size, stride))
        .seconds();
  }

  @Property(tries = 300)
  void moreBytesAreNeverFaster(
      @ForAll("kinds") Kind kind,
      @ForAll @DoubleRange(min = 1, max = 1e10) double bytes,
      @ForAll @DoubleRange(min = 1, max = 10) double factor,
      @ForAll @IntRange(min = 0, max = 9) int size,
      @ForAll @IntRange(min = 0, max = 3) int stride) {
    assertThat(seconds(kind, factor * bytes, 1 << size, 1 << stride))
        .isGreaterThanOrEqualTo(seconds(kind, bytes, 1 << size, 1 << stride));
  }

  /**
   * Beyond 16 MB the library takes the protocol for long messages anyway; below it picks by what it
   * believes of the links, and may pick a slower one for a few sizes: 1.28 times as long.
   */
  @Property(tries = 300)
  void fasterLinksOnlyEverMisleadShortExchanges(
      @ForAll("kinds") Kind kind,
      @ForAll @DoubleRange(min = 1, max = 1e10) double bytes,
      @ForAll @IntRange(min = 1, max = 3) int size) {
    double tolerance = bytes > 16e6 ? 1 : 1.3;

    assertThat(seconds(FASTER_COSTS, FASTER, kind, bytes, 1 << size, 1))
        .isLessThanOrEqualTo(tolerance * seconds(kind, bytes, 1 << size, 1));
  }

  /** The data stay the same: what more ranks add is start-up and a longer way round. */
  @Property(tries = 300)
  void ringsOverMoreNodesAreNeverFaster(
      @ForAll @DoubleRange(min = 1, max = 1e10) double bytes,
      @ForAll @IntRange(min = 4, max = 8) int size) {
    for (Kind kind : new Kind[] {Kind.ALL_REDUCE, Kind.ALL_GATHER, Kind.REDUCE_SCATTER}) {
      assertThat(seconds(kind, bytes, 1 << (size + 1), 1))
          .isGreaterThanOrEqualTo(seconds(kind, bytes, 1 << size, 1));
    }
  }

  /**
   * Ranks that are further apart share fewer of the fast links. Sums of few bytes may gain a little
   * from the tree that is laid over nodes but not inside one.
   */
  @Property(tries = 300)
  void spreadingAGroupOutIsHardlyEverFaster(
      @ForAll("kinds") Kind kind,
      @ForAll @DoubleRange(min = 1e6, max = 1e10) double bytes,
      @ForAll @IntRange(min = 1, max = 6) int size,
      @ForAll @IntRange(min = 0, max = 2) int stride) {
    assertThat(seconds(kind, bytes, 1 << size, 1 << (stride + 1)))
        .isGreaterThanOrEqualTo(seconds(kind, bytes, 1 << size, 1 << stride) * 0.85);
  }

  @Property(tries = 300)
  void noLevelIsUsedBeyondItsBandwidth(
      @ForAll("kinds") Kind kind,
      @ForAll @DoubleRange(min = 1, max = 1e10) double bytes,
      @ForAll @IntRange(min = 1, max = 9) int size,
      @ForAll @IntRange(min = 0, max = 3) int stride) {
    CollectiveCost cost =
        COSTS.cost(new Collective(kind, bytes), GroupPlacement.of(CLUSTER, 1 << size, 1 << stride));

    assertThat(cost.levelShare()).hasSize(CLUSTER.levels().size());
    for (double share : cost.levelShare()) {
      assertThat(share).isBetween(0.0, 1.0);
    }
    assertThat(cost.engineShare()).isBetween(0.0, 1.0);
  }

  /**
   * A sum for all is a scattered sum that is gathered; libraries may do better, never much worse.
   */
  @Property(tries = 300)
  void anAllReduceCostsAboutAReduceScatterAndAnAllGather(
      @ForAll @DoubleRange(min = 1e6, max = 1e10) double bytes,
      @ForAll @IntRange(min = 1, max = 9) int size) {
    double both =
        seconds(Kind.REDUCE_SCATTER, bytes, 1 << size, 1)
            + seconds(Kind.ALL_GATHER, bytes, 1 << size, 1);

    assertThat(seconds(Kind.ALL_REDUCE, bytes, 1 << size, 1)).isLessThan(1.5 * both);
  }
}
