package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FabricLevelTest {
  private static final Duration LATENCY = Duration.parse("1 us");

  @Test
  void aSwitchGivesAllOfADevicesBandwidthToOneNeighbour() {
    FabricLevel nvlink = level(8, "450 GB/s", FabricLevel.Kind.SWITCH);

    assertThat(nvlink.pairwise()).isEqualTo(Bandwidth.parse("450 GB/s"));
    assertThat(nvlink.within(2).perDevice()).isEqualTo(Bandwidth.parse("450 GB/s"));
  }

  @Test
  void aMeshDividesADevicesBandwidthAmongItsNeighbours() {
    FabricLevel mesh = level(8, "448 GB/s", FabricLevel.Kind.MESH);

    assertThat(mesh.pairwise()).isEqualTo(Bandwidth.parse("64 GB/s"));
  }

  @Test
  void linksOfAMeshToDevicesThatAreLeftOutCannotBeUsed() {
    FabricLevel mesh = level(8, "448 GB/s", FabricLevel.Kind.MESH);

    assertThat(mesh.within(4).perDevice()).isEqualTo(Bandwidth.parse("192 GB/s"));
    assertThat(mesh.within(4).pairwise()).isEqualTo(Bandwidth.parse("64 GB/s"));
    assertThat(mesh.within(2).perDevice()).isEqualTo(Bandwidth.parse("64 GB/s"));
  }

  @Test
  void aTorusLinkIsOneOfSixUnlessStatedOtherwise() {
    FabricLevel cube = level(4096, "300 GB/s", FabricLevel.Kind.TORUS);
    FabricLevel flat =
        new FabricLevel(
            "ici",
            256,
            Bandwidth.parse("200 GB/s"),
            LATENCY,
            FabricLevel.Kind.TORUS,
            Optional.empty(),
            Optional.of(Bandwidth.parse("50 GB/s")));

    assertThat(cube.pairwise()).isEqualTo(Bandwidth.parse("50 GB/s"));
    assertThat(flat.pairwise()).isEqualTo(Bandwidth.parse("50 GB/s"));
  }

  @Test
  void aDeviceOnASharedBusReachesMoreWhenFewerUseIt() {
    FabricLevel bus = bus(8, "4 GB/s", "32 GB/s");

    assertThat(bus.pairwise()).isEqualTo(Bandwidth.parse("32 GB/s"));
    assertThat(bus.within(4).perDevice()).isEqualTo(Bandwidth.parse("8 GB/s"));
    assertThat(bus.within(4).reachableAlone()).isEqualTo(Bandwidth.parse("32 GB/s"));
  }

  @Test
  void noShareOfABusIsMoreThanADeviceReachesAlone() {
    assertThat(bus(8, "16 GB/s", "32 GB/s").within(2).perDevice())
        .isEqualTo(Bandwidth.parse("32 GB/s"));
  }

  @Test
  void refusesAShareThatIsMoreThanTheWhole() {
    assertThatThrownBy(() -> bus(8, "16 GB/s", "8 GB/s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 GB/s")
        .hasMessageContaining("16 GB/s");
  }

  @Test
  void refusesALevelThatJoinsNothing() {
    assertThatThrownBy(() -> level(1, "450 GB/s", FabricLevel.Kind.SWITCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("joins 1");
  }

  private static FabricLevel level(int span, String perDevice, FabricLevel.Kind kind) {
    return new FabricLevel("links", span, Bandwidth.parse(perDevice), LATENCY, kind);
  }

  private static FabricLevel bus(int span, String perDevice, String alone) {
    return new FabricLevel(
        "pcie",
        span,
        Bandwidth.parse(perDevice),
        LATENCY,
        FabricLevel.Kind.BUS,
        Optional.of(Bandwidth.parse(alone)),
        Optional.empty());
  }
}
