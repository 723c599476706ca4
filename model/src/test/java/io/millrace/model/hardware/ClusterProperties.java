package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ClusterProperties {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  @Provide
  Arbitrary<Node> nodes() {
    return Arbitraries.of(CATALOGUE.devices().all()).map(CATALOGUE::defaultNode);
  }

  @Property
  void levelsGrowUntilTheySpanAllDevices(
      @ForAll("nodes") Node node, @ForAll @IntRange(min = 2, max = 100_000) int devices) {
    List<FabricLevel> levels = Cluster.of(node, devices).levels();

    assertThat(levels).extracting(FabricLevel::span).isSorted().doesNotHaveDuplicates();
    assertThat(levels.getLast().span()).isEqualTo(devices);
  }

  @Property
  void aDeviceAloneReachesAtLeastItsShareAndNoPairMore(
      @ForAll("nodes") Node node, @ForAll @IntRange(min = 2, max = 100_000) int devices) {
    for (FabricLevel level : Cluster.of(node, devices).levels()) {
      assertThat(level.reachableAlone()).isGreaterThanOrEqualTo(level.perDevice());
      assertThat(level.pairwise()).isLessThanOrEqualTo(level.reachableAlone());
    }
  }

  @Property
  void fewerDevicesNeverSendMoreInAll(
      @ForAll("nodes") Node node, @ForAll @IntRange(min = 2, max = 100_000) int devices) {
    for (FabricLevel level : Cluster.of(node, devices).levels()) {
      int fewer = 1 + (level.span() + 1) / 2;
      if (fewer < level.span()) {
        assertThat(total(level.within(fewer))).isLessThanOrEqualTo(total(level) * (1 + 1e-12));
      }
    }
  }

  @Property
  void aNodeOfAnyNumberOfDevicesJoinsThem(
      @ForAll @IntRange(min = 1, max = 64) int devices,
      @ForAll @IntRange(min = 1, max = 512) int domain) {
    Node node = CATALOGUE.node("dgx-h100").orElseThrow().withDevices(devices, domain);

    assertThat(node.devices()).isEqualTo(devices);
    assertThat(node.scaleUpDomain()).isEqualTo(Math.max(devices, domain));
  }

  private static double total(FabricLevel level) {
    return level.perDevice().bytesPerSecond() * level.span();
  }
}
