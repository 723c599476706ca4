package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quantity.Bandwidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  @Test
  void theLastLevelSpansAllDevices() {
    Cluster cluster = Cluster.of(node("dgx-h100"), 128);

    assertThat(cluster.levels()).extracting(FabricLevel::span).containsExactly(8, 128);
    assertThat(cluster.levels())
        .extracting(FabricLevel::perDevice)
        .containsExactly(Bandwidth.parse("450 GB/s"), Bandwidth.parse("400 Gb/s"));
    assertThat(cluster.nodes()).isEqualTo(16);
    assertThat(cluster.usesNetwork()).isTrue();
  }

  @Test
  void devicesWithinANodeDoNotSeeTheNetwork() {
    Cluster cluster = Cluster.of(node("dgx-a100"), 4);

    assertThat(cluster.levels()).extracting(FabricLevel::span).containsExactly(4);
    assertThat(cluster.devicesPerNode()).isEqualTo(4);
    assertThat(cluster.scaleUpDomain()).isEqualTo(4);
    assertThat(cluster.nodes()).isEqualTo(1);
    assertThat(cluster.usesNetwork()).isFalse();
  }

  @Test
  void aSingleDeviceHasNoLinks() {
    assertThat(Cluster.of(node("dgx-h100"), 1).levels()).isEmpty();
  }

  @Test
  void nvlinkJoinsTheNodesOfARack() {
    Cluster racks = Cluster.of(node("gb200-nvl72"), 144);

    assertThat(racks.levels()).extracting(FabricLevel::span).containsExactly(72, 144);
    assertThat(racks.devicesPerNode()).isEqualTo(4);
    assertThat(racks.scaleUpDomain()).isEqualTo(72);
    assertThat(Cluster.of(node("gb200-nvl72"), 64).levels())
        .extracting(FabricLevel::span)
        .containsExactly(64);
  }

  /** Frontier user guide: 200 GB/s in a module, 4 x 25 GB/s out of a node of 8. */
  @Test
  void frontierHasThreeClassesOfLinks() {
    Cluster frontier = CATALOGUE.cluster("frontier").orElseThrow();

    assertThat(frontier.levels())
        .extracting(FabricLevel::name)
        .containsExactly("package", "infinity-fabric", "dragonfly");
    assertThat(frontier.levels().getFirst().perDevice()).isEqualTo(Bandwidth.parse("200 GB/s"));
    assertThat(frontier.levels().getLast().perDevice()).isEqualTo(Bandwidth.parse("12.5 GB/s"));
    assertThat(frontier.levels().getLast().reachableAlone()).isEqualTo(Bandwidth.parse("25 GB/s"));
  }

  /** Oneflow-Inc/DLPerf: one 100 Gb/s HCA for the eight GPUs of a node. */
  @Test
  void eightDevicesShareTheirOnlyNic() {
    FabricLevel network = Cluster.of(node("v100-one-hca"), 32).levels().getLast();

    assertThat(network.perDevice()).isEqualTo(Bandwidth.parse("12.5 Gb/s"));
    assertThat(network.reachableAlone()).isEqualTo(Bandwidth.parse("100 Gb/s"));
  }

  @Test
  void oversubscriptionIsFeltBeyondAPod() {
    Cluster meta = CATALOGUE.cluster("meta-24k-h100").orElseThrow();

    assertThat(meta.devices()).isEqualTo(24_576);
    assertThat(meta.levels()).extracting(FabricLevel::span).containsExactly(8, 3072, 24_576);
    assertThat(meta.levels().get(1).perDevice()).isEqualTo(Bandwidth.parse("50 GB/s"));
    assertThat(meta.levels().get(2).perDevice().bytesPerSecond()).isEqualTo(50e9 / 7);
  }

  @Test
  void hostsOfATorusAreJoinedByTheTorus() {
    Cluster pod = CATALOGUE.cluster("tpu-v4-pod").orElseThrow();

    assertThat(pod.levels()).extracting(FabricLevel::name).containsExactly("ici");
    assertThat(pod.nodes()).isEqualTo(1024);
  }

  @Test
  void theLastNodeMayBePartlyUsed() {
    assertThat(Cluster.of(node("dgx-b200"), 44).nodes()).isEqualTo(6);
  }

  @Test
  void refusesAbsurdNumbersOfDevices() {
    assertThatThrownBy(() -> Cluster.of(node("dgx-h100"), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cluster.of(node("dgx-h100"), Cluster.MOST_DEVICES + 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000008");
  }

  private static Node node(String name) {
    return CATALOGUE.node(name).orElseThrow();
  }

  /** The vendor's words for a kind of links become a key; what they add to it does not count. */
  @ParameterizedTest
  @CsvSource({
    "dgx-h100, nvlink-4",
    "hgx-h800, nvlink-4",
    "gb200-nvl72, nvlink-5",
    "mi300x-platform, infinity-fabric",
    "l40s-pcie, pcie"
  })
  void linksOfAKindHaveOneKey(String node, String fabric) {
    Cluster cluster = Cluster.of(HardwareCatalogue.bundled().node(node).orElseThrow(), 8);

    assertThat(cluster.fabric(cluster.levels().getFirst())).isEqualTo(fabric);
  }

  @Test
  void clustersAreValues() {
    Node node = HardwareCatalogue.bundled().node("dgx-h100").orElseThrow();

    assertThat(Cluster.of(node, 16))
        .isEqualTo(Cluster.of(node, 16))
        .isNotEqualTo(Cluster.of(node, 8));
    assertThat(Cluster.of(node, 16)).hasSameHashCodeAs(Cluster.of(node, 16));
  }
}
