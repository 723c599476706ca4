package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  @Test
  void aSmallerNodeKeepsItsNicsPerDevice() {
    Node half = node("dgx-h100").withDevices(4);

    assertThat(half.devices()).isEqualTo(4);
    assertThat(half.scaleUpDomain()).isEqualTo(4);
    assertThat(half.networkPerDevice()).isEqualTo(Bandwidth.parse("400 Gb/s"));
  }

  @Test
  void aSmallerNodeKeepsItsOnlyNic() {
    assertThat(node("v100-one-hca").withDevices(4).networkPerDevice())
        .isEqualTo(Bandwidth.parse("25 Gb/s"));
  }

  @Test
  void aLargerNodeExtendsItsOutermostLinks() {
    Node pair = node("dgx-h100").withDevices(16);

    assertThat(pair.fabric()).extracting(FabricLevel::span).containsExactly(16);
    assertThat(pair.networkPerDevice()).isEqualTo(Bandwidth.parse("400 Gb/s"));
  }

  @Test
  void linksBeyondTheNodeDoNotChangeWithItsSize() {
    assertThat(node("gb200-nvl72").withDevices(2).scaleUpDomain()).isEqualTo(72);
  }

  @Test
  void theHostJoinsWhatTheDevicesOwnLinksDoNot() {
    Node node = node("dgx-a100").withDevices(8, 2);

    assertThat(node.fabric()).extracting(FabricLevel::name).containsExactly("nvlink", "pcie");
    assertThat(node.fabric()).extracting(FabricLevel::span).containsExactly(2, 8);
    assertThat(node.fabric().getLast().reachableAlone()).isEqualTo(Bandwidth.parse("32 GB/s"));
  }

  @Test
  void aLargerDomainJoinsNodes() {
    assertThat(node("dgx-h100").withDevices(8, 256).fabric())
        .extracting(FabricLevel::span)
        .containsExactly(256);
  }

  @Test
  void refusesToJoinDevicesThatHaveNoLinks() {
    Device jetson = CATALOGUE.device("agx-orin").orElseThrow();

    assertThatThrownBy(() -> CATALOGUE.defaultNode(jetson).withDevices(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no links");
  }

  @Test
  void refusesLevelsThatDoNotGrow() {
    Node node = node("dgx-h100");
    FabricLevel nvlink = node.fabric().getFirst();

    assertThatThrownBy(
            () ->
                new Node(
                    "twice",
                    "twice",
                    node.device(),
                    8,
                    List.of(nvlink, nvlink),
                    node.nics(),
                    Optional.empty(),
                    List.of(),
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no more than the level within it");
  }

  @Test
  void aSmallerNodeKeepsItsHostMemoryPerDevice() {
    Node whole = node("dgx-h100");

    assertThat(whole.hostMemoryPerDevice()).contains(Bytes.parse("250 GB"));
    assertThat(whole.withDevices(4).hostMemory()).contains(Bytes.parse("1 TB"));
  }

  private static Node node(String name) {
    return CATALOGUE.node(name).orElseThrow();
  }
}
