package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.hardware.Cluster;
import io.millrace.simulator.cost.Collective.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between fabrics: protocols, sums in the switch, meshes and shared paths. */
class FabricCostsTest {
  private static final double MEBIBYTE = 1 << 20;

  private static CollectiveCost cost(String node, Collective collective, int size, int stride) {
    Cluster cluster = SampleClusters.of(node, 8);
    return SampleClusters.costs(cluster).cost(collective, GroupPlacement.of(cluster, size, stride));
  }

  private static double seconds(String node, Kind kind, double bytes, int size) {
    return cost(node, new Collective(kind, bytes), size, 1).seconds();
  }

  /** Numbers of NCCL 2.27 on A100: the step up where it leaves the low-latency protocol. */
  @Test
  void leavingTheLowLatencyProtocolCostsAStep() {
    double one = seconds("dgx-a100", Kind.ALL_GATHER, MEBIBYTE, 4);
    double two = seconds("dgx-a100", Kind.ALL_GATHER, 2 * MEBIBYTE, 4);

    assertThat(one).isCloseTo(22.8e-6, withPercentage(15));
    assertThat(two).isCloseTo(52.9e-6, withPercentage(15));
  }

  /** 445 GB/s of bus bandwidth on 8 H100 with NVLink SHARP, 370 without (nccl-tests issue 212). */
  @Test
  void sumsInTheSwitchPassTheLinksRate() {
    double bytes = 512 * MEBIBYTE;
    double withSwitch = seconds("dgx-h100", Kind.ALL_REDUCE, bytes, 8);
    double without =
        cost("dgx-h100", new Collective(Kind.ALL_REDUCE, bytes, 1, false), 8, 1).seconds();

    assertThat(1.75 * bytes / withSwitch).isCloseTo(445e9, withPercentage(5));
    assertThat(1.75 * bytes / without).isCloseTo(360e9, withPercentage(5));
  }

  /** A part sent and its sum received each way beat a ring only among more than four. */
  @Test
  void fewRanksDoNotGainFromTheSwitch() {
    Collective sums = new Collective(Kind.ALL_REDUCE, 512 * MEBIBYTE);
    Collective integers = new Collective(Kind.ALL_REDUCE, 512 * MEBIBYTE, 1, false);

    assertThat(cost("dgx-h100", sums, 4, 1).seconds())
        .isCloseTo(cost("dgx-h100", integers, 4, 1).seconds(), withPercentage(5));
  }

  /** Bus bandwidths of eight L40S: 20, 5 and 1.4 GB/s among two, four and eight. */
  @ParameterizedTest
  @CsvSource({"2, 20", "4, 5", "8, 1.4"})
  void pathsThroughTheHostAreShared(int ranks, double gigabytes) {
    double bytes = 256 * MEBIBYTE;
    double volume = 2 * bytes * (ranks - 1) / ranks;

    assertThat(volume / seconds("l40s-pcie", Kind.ALL_REDUCE, bytes, ranks))
        .isCloseTo(gigabytes * 1e9, withPercentage(15));
  }

  /** In a full mesh of eight, two devices have one link of seven. */
  @Test
  void partOfAMeshUsesOnlyItsOwnLinks() {
    double two =
        cost("mi300x-platform", new Collective(Kind.ALL_GATHER, 1e10), 2, 1).transferSeconds();
    double eight =
        cost("mi300x-platform", new Collective(Kind.ALL_GATHER, 1e10), 8, 1).transferSeconds();

    assertThat(two / eight).isGreaterThan(3);
  }

  /** Two dies of a package are joined better than packages. */
  @Test
  void levelsInsideANodeDiffer() {
    Collective gather = new Collective(Kind.ALL_GATHER, 1e9);

    assertThat(cost("frontier", gather, 2, 1).seconds())
        .isLessThan(cost("frontier", gather, 2, 2).seconds());
  }

  /** A rack of 72 is one switch: nothing crosses the network. */
  @Test
  void aRackOfSeventyTwoIsOneFabric() {
    Cluster racks = SampleClusters.of("gb200-nvl72", 144);
    CollectiveCost inRack =
        SampleClusters.costs(racks)
            .cost(new Collective(Kind.ALL_TO_ALL, 1e9), GroupPlacement.of(racks, 64, 1));

    assertThat(inRack.levelShare()).containsExactly(1.0, 0.0);
  }

  /** Links of the same kind share their parameters, whatever the device. */
  @ParameterizedTest
  @CsvSource({
    "dgx-h100, nvlink-4",
    "hgx-h800, nvlink-4",
    "hgx-h20, nvlink-4",
    "dgx-a100, nvlink-3",
    "gb200-nvl72, nvlink-5",
    "dgx-1-v100, nvlink-2",
    "l40s-pcie, pcie",
    "frontier, infinity-fabric",
    "mi300x-platform, infinity-fabric"
  })
  void parametersFollowTheFabric(String node, String fabric) {
    Cluster cluster = SampleClusters.of(node, 8);

    assertThat(cluster.fabric(cluster.levels().getFirst())).isEqualTo(fabric);
    assertThat(Calibration.unfitted().collectives().knows(fabric)).isTrue();
  }

  /** Messages of 32 KiB still go low-latency, however much slower: L40S, 0.50 and 0.95 GB/s. */
  @Test
  void shortMessagesGoLowLatencyEvenWhereChunksWouldBeFaster() {
    double last = 32 * 1024 * 8;

    assertThat(seconds("l40s-pcie", Kind.ALL_TO_ALL, last, 8))
        .isGreaterThan(1.2 * seconds("l40s-pcie", Kind.ALL_TO_ALL, last + 8, 8));
  }
}
