package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.FlopRate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HardwareCatalogueTest {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  @Test
  void findsADeviceByItsIdOrAnAlias() {
    Device h100 = CATALOGUE.device("nvidia-h100-sxm").orElseThrow();

    assertThat(CATALOGUE.device("h100")).containsSame(h100);
    assertThat(CATALOGUE.devices().aliases("nvidia-h100-sxm")).contains("h100");
    assertThat(CATALOGUE.device("h1000")).isEmpty();
  }

  @Test
  void listsDevicesInTheOrderOfTheFile() {
    assertThat(CATALOGUE.devices().ids())
        .hasSize(40)
        .startsWith("nvidia-a100-sxm-80g", "nvidia-a100-40g", "nvidia-h100-sxm");
  }

  @Test
  void everyFigureOfADeviceHasASource() {
    for (Device device : CATALOGUE.devices().all()) {
      DeviceSpecification known = device.specification();
      assertThat(device.sources().values()).as(device.id()).doesNotContain(SourceTexts.INPUT);
      known.peaks().keySet().forEach(it -> assertSource(device, "peak." + it.key()));
      known.memory().forEach(it -> assertSource(device, "memory." + it.name() + ".capacity"));
      known.hostLink().ifPresent(it -> assertSource(device, "hostLink"));
      known.thermalDesignPower().ifPresent(it -> assertSource(device, "power"));
      known.price().ifPresent(it -> assertSource(device, "price.high"));
    }
  }

  @Test
  void everyFigureOfANodeAndANicHasASource() {
    for (Node node : CATALOGUE.nodes().all()) {
      assertThat(node.sources().values()).as(node.id()).doesNotContain(SourceTexts.INPUT);
      node.nics().forEach(it -> assertThat(node.sources()).containsKey(source(it)));
      node.fabric()
          .forEach(
              it -> assertThat(node.sources()).containsKey("fabric." + it.name() + ".perDevice"));
    }
    for (Nic nic : CATALOGUE.nics().all()) {
      assertThat(nic.sources()).as(nic.id()).containsOnlyKeys("perDirection", "latency");
    }
  }

  @Test
  void writesSourcesOutInFull() {
    assertThat(CATALOGUE.device("h100").orElseThrow().sources().get("peak.bf16"))
        .isEqualTo("ai-dynamo/aiconfigurator at 095f58a, systems/h100_sxm.yaml");
    assertThat(CATALOGUE.device("mi250x").orElseThrow().sources().get("peak.bf16"))
        .startsWith("harvard-edge/cs249r_book")
        .endsWith(": half of the module of two dies, 383");
  }

  /** Figures that other collections get wrong: see the notes of the devices. */
  @Test
  void peaksAreDense() {
    assertThat(peak("l40s", NumberFormat.FP8)).isEqualTo(FlopRate.parse("733 TFLOP/s"));
    assertThat(peak("amd-mi300x", NumberFormat.BF16)).isEqualTo(FlopRate.parse("1307 TFLOP/s"));
    assertThat(peak("google-tpu-v6e", NumberFormat.BF16)).isEqualTo(FlopRate.parse("918 TFLOP/s"));
    assertThat(peak("intel-gaudi3", NumberFormat.FP8)).isEqualTo(FlopRate.parse("1835 TFLOP/s"));
    assertThat(peak("orin-nx", NumberFormat.INT8)).isEqualTo(FlopRate.parse("50 TFLOP/s"));
  }

  @Test
  void everyDeviceHasANodeThatHoldsIt() {
    for (Device device : CATALOGUE.devices().all()) {
      Node node = CATALOGUE.defaultNode(device);

      assertThat(node.device()).isSameAs(device);
      assertThat(Cluster.of(node, 2 * node.devices()).levels()).as(node.id()).isNotEmpty();
    }
  }

  @Test
  void onlyCardsAndEdgeDevicesHaveMadeUpNodes() {
    assertThat(CATALOGUE.devices().all())
        .filteredOn(it -> CATALOGUE.defaultNode(it).id().startsWith("generic-"))
        .extracting(Device::id)
        .containsExactly(
            "nvidia-h100-pcie",
            "nvidia-a6000",
            "nvidia-l4",
            "nvidia-rtx4090",
            "nvidia-t4",
            "jetson-agx-orin-64g",
            "jetson-orin-nx-16g",
            "apple-a17-pro-iphone15pro",
            "gap8-pulp",
            "xilinx-zcu104",
            "nvidia-rtx-pro-6000-blackwell-server");
  }

  @Test
  void aNodeCanBeUsualForSeveralDevices() {
    Device smaller = CATALOGUE.device("nvidia-a100-40g").orElseThrow();

    assertThat(CATALOGUE.defaultNode(smaller).id()).isEqualTo("dgx-a100");
    assertThat(CATALOGUE.defaultNode(smaller).device()).isSameAs(smaller);
  }

  @Test
  void makesUpAHostForCardsOfWhichNoNodeIsKnown() {
    Node node = CATALOGUE.defaultNode(CATALOGUE.device("nvidia-h100-pcie").orElseThrow());

    assertThat(node.devices()).isEqualTo(8);
    assertThat(node.fabric()).extracting(FabricLevel::name).containsExactly("pcie");
    assertThat(node.fabric().getFirst().reachableAlone()).isEqualTo(Bandwidth.parse("64 GB/s"));
  }

  @Test
  void bridgesPairsOfCardsBelowTheHost() {
    Node node = CATALOGUE.defaultNode(CATALOGUE.device("nvidia-a6000").orElseThrow());

    assertThat(node.fabric()).extracting(FabricLevel::span).containsExactly(2, 8);
  }

  @Test
  void leavesDevicesWithoutLinksAlone() {
    Node node = CATALOGUE.defaultNode(CATALOGUE.device("gap8").orElseThrow());

    assertThat(node.devices()).isEqualTo(1);
    assertThat(node.fabric()).isEmpty();
  }

  @Test
  void kindsFollowHowWorkReachesTheEngines() {
    assertThat(CATALOGUE.device("h100")).containsInstanceOf(Gpu.class);
    assertThat(CATALOGUE.device("sambanova-sn40l")).containsInstanceOf(Rdu.class);
    assertThat(CATALOGUE.device("google-tpu-v4")).containsInstanceOf(Npu.class);
    assertThat(CATALOGUE.device("xilinx-zcu104")).containsInstanceOf(Npu.class);
    assertThat(CATALOGUE.device("gap8")).containsInstanceOf(Cpu.class);
  }

  @Test
  void aNameIsTakenOnce() {
    assertThatThrownBy(() -> new Index<>(Map.of("a", 1, "b", 2), Map.of("a", List.of("b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b is a name of both b and a");
  }

  private static FlopRate peak(String device, NumberFormat format) {
    return CATALOGUE.device(device).orElseThrow().peak(format).orElseThrow();
  }

  private static void assertSource(Device device, String path) {
    assertThat(device.sources().get(path)).as(device.id() + " " + path).isNotBlank();
  }

  private static String source(NicAttachment attachment) {
    return "nics." + attachment.nic().id() + ".count";
  }
}
