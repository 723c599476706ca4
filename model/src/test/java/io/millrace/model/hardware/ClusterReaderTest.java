package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ClusterReaderTest {
  private final List<Assumption> assumptions = new ArrayList<>();
  private final Issues issues = new Issues();

  @Test
  void readsNodesAndTheirNetwork() {
    Cluster cluster =
        read(
            """
            cluster:
              node: dgx-h100
              nodes: 2048
              network: {topology: fat-tree, perDevice: 200 Gb/s, latency: 4 us,
                        oversubscription: 2}
            """);

    assertThat(cluster.devices()).isEqualTo(16_384);
    assertThat(cluster.network())
        .isEqualTo(
            new Network(Topology.FAT_TREE, Bandwidth.parse("200 Gb/s"), Duration.parse("4 us"), 2));
    assertThat(assumptions).isEmpty();
  }

  @Test
  void readsTheShortForm() {
    Cluster cluster =
        read(
            """
            cluster: {system: Selene DGX A100, device: nvidia-a100-sxm-80g, devices: 3072,
                      devicesPerNode: 8, interNodePerDevice: 200 Gb/s}
            """);

    assertThat(cluster.system()).isEqualTo("Selene DGX A100");
    assertThat(cluster.levels()).extracting(FabricLevel::span).containsExactly(8, 3072);
    assertThat(cluster.network().perDevice()).isEqualTo(Bandwidth.parse("25 GB/s"));
  }

  @Test
  void readsTheNameOfACluster() {
    assertThat(read("cluster: selene").devices()).isEqualTo(4480);
  }

  @Test
  void takesSomeDevicesOfANamedCluster() {
    Cluster cluster = read("cluster: {name: frontier, devices: 3072}");

    assertThat(cluster.devices()).isEqualTo(3072);
    assertThat(cluster.network().topology()).isEqualTo(Topology.DRAGONFLY);
    assertThat(cluster.system()).startsWith("OLCF Frontier");
    assertThat(assumptions).isEmpty();
  }

  @Test
  void listsTheNetworkOfTheUsualNodeAsAnAssumption() {
    Cluster cluster = read("cluster: {device: h100, devices: 64, devicesPerNode: 8}");

    assertThat(cluster.network().perDevice()).isEqualTo(Bandwidth.parse("400 Gb/s"));
    assertThat(assumptions)
        .extracting(Assumption::path)
        .containsExactly(
            "cluster.node",
            "cluster.interNodePerDevice",
            "cluster.network.topology",
            "cluster.network.oversubscription");
    assertThat(assumptions.get(1).value()).isEqualTo("50 GB/s");
    assertThat(assumptions.get(1).reason()).contains("dgx-h100 has 8 x ConnectX-7");
  }

  @Test
  void assumesNothingOfANetworkThatIsNotUsed() {
    read("cluster: {device: h100, devices: 8}");

    assertThat(assumptions).extracting(Assumption::path).containsExactly("cluster.node");
  }

  @Test
  void assumesOneNodeWhereTheNumberOfDevicesIsNotStated() {
    assertThat(read("cluster: {device: b200}").devices()).isEqualTo(8);
    assertThat(assumptions).extracting(Assumption::path).contains("cluster.devices");
  }

  @Test
  void overridesFiguresOfTheDevice() {
    Cluster cluster =
        read(
            """
            cluster:
              device: h100
              devices: 8
              overrides: {memory: 96 GiB, memoryBandwidth: 2.4 TB/s, power: 500 W}
            """);

    Device device = cluster.device();
    assertThat(device.mainMemory().capacity()).isEqualTo(Bytes.parse("96 GiB"));
    assertThat(device.mainMemory().bandwidth()).contains(Bandwidth.parse("2.4 TB/s"));
    assertThat(device.thermalDesignPower()).contains(Power.parse("500 W"));
    assertThat(device.id()).isEqualTo("nvidia-h100-sxm");
  }

  @Test
  void readsTheMemoryOfTheHostForNodesOfTheSizeTheyHave() {
    Cluster cluster =
        read("cluster: {device: h100, devices: 8, devicesPerNode: 4, hostMemory: 1 TB}");

    assertThat(cluster.node().hostMemory()).contains(Bytes.parse("1 TB"));
    assertThat(cluster.node().hostMemoryPerDevice()).contains(Bytes.parse("250 GB"));
    assertThat(read("cluster: {node: dgx-h100}").node().hostMemory()).contains(Bytes.parse("2 TB"));
  }

  @Test
  void writesTheMemoryOfTheHost() {
    Cluster cluster = read("cluster: {node: hgx-h800, nodes: 2, hostMemory: 1536 GiB}");
    ObjectNode owner = JsonNodeFactory.instance.objectNode();
    owner.set("cluster", ClusterWriter.toTree(cluster, HardwareCatalogue.bundled()));

    assertThat(owner.at("/cluster/hostMemory").asString()).isNotEmpty();
    assertThat(read(owner.toString())).isEqualTo(cluster);
  }

  @Test
  void putsADeviceIntoANodeThatIsUnusualForIt() {
    Cluster cluster =
        read(
            """
            cluster: {device: nvidia-v100-sxm-32g, devices: 32, node: v100-one-hca,
                      overrides: {memory: 16 GiB}}
            """);

    assertThat(cluster.device().mainMemory().capacity()).isEqualTo(Bytes.parse("16 GiB"));
    assertThat(cluster.levels().getLast().reachableAlone()).isEqualTo(Bandwidth.parse("100 Gb/s"));
    assertThat(assumptions).extracting(Assumption::path).doesNotContain("cluster.node");
  }

  @Test
  void scaleUpDomainsMayBeLargerOrSmallerThanANode() {
    Cluster racks =
        read("cluster: {device: gb200, devices: 144, devicesPerNode: 4, scaleUpDomain: 36}");
    Cluster pairs = read("cluster: {device: a100, devices: 16, scaleUpDomain: 2}");

    assertThat(racks.levels()).extracting(FabricLevel::span).containsExactly(36, 144);
    assertThat(pairs.levels())
        .extracting(FabricLevel::name)
        .containsExactly("nvlink", "pcie", "rail-optimised");
    assertThat(pairs.levels()).extracting(FabricLevel::span).containsExactly(2, 8, 16);
  }

  @Test
  void readsADeviceDescribedInPlace() {
    Cluster cluster =
        read(
            """
            cluster:
              devices: 16
              interNodePerDevice: 100 Gb/s
              device:
                id: toy
                kind: npu
                peak: {bf16: 100 TFLOP/s}
                memory: [{name: hbm, kind: hbm, capacity: 32 GiB, bandwidth: 1 TB/s}]
                scaleUp: {technology: toy links, kind: ring, perDirection: 100 GB/s, domain: 8}
            """);

    assertThat(cluster.device()).isInstanceOf(Npu.class);
    assertThat(cluster.device().peak(NumberFormat.FP16)).contains(FlopRate.parse("100 TFLOP/s"));
    assertThat(cluster.device().sources()).containsEntry("peak.bf16", "the input");
    assertThat(cluster.levels().getFirst().pairwise()).isEqualTo(Bandwidth.parse("50 GB/s"));
    assertThat(cluster.levels()).extracting(FabricLevel::span).containsExactly(8, 16);
  }

  @Test
  void readsANodeDescribedInPlace() {
    Cluster cluster =
        read(
            """
            cluster:
              nodes: 2
              node:
                id: home-made
                device: rtx4090
                devices: 2
                fabric:
                  - {name: pcie, kind: bus, span: 2, perDevice: 12 GB/s, alone: 24 GB/s,
                     latency: 3 us}
                nics:
                  - nic: {id: usb, perDirection: 5 Gb/s, latency: 100 us}
                    count: 1
            """);

    assertThat(cluster.levels()).extracting(FabricLevel::span).containsExactly(2, 4);
    assertThat(cluster.network().perDevice()).isEqualTo(Bandwidth.parse("2.5 Gb/s"));
    assertThat(cluster.network().alone()).isEqualTo(Bandwidth.parse("5 Gb/s"));
  }

  @Test
  void namesTheNearestDevice() {
    Issue issue = theIssueOf("cluster: {device: nvidia-h100-smx, devices: 8}");

    assertThat(issue.path()).isEqualTo("cluster.device");
    assertThat(issue.message()).isEqualTo("'nvidia-h100-smx' is no device of the catalogue");
    assertThat(issue.hint()).isEqualTo("Maybe 'nvidia-h100-sxm'?");
  }

  @Test
  void namesTheNearestNodeAndCluster() {
    assertThat(theIssueOf("cluster: {node: dgx-h10, nodes: 2}").hint()).contains("dgx-h100");
    assertThat(theIssueOf("cluster: seleen").hint()).contains("selene");
  }

  @Test
  void devicesFillNodesOfAStatedSize() {
    Issue issue = theIssueOf("cluster: {device: h100, devices: 44, devicesPerNode: 8}");

    assertThat(issue.path()).isEqualTo("cluster.devices");
    assertThat(issue.message()).isEqualTo("44 devices do not fill nodes of 8");
    assertThat(issue.hint()).startsWith("give 40 or 48");
  }

  @Test
  void theLastNodeOfAnAssumedSizeMayBePartlyUsed() {
    assertThat(read("cluster: {device: b200, devices: 44}").nodes()).isEqualTo(6);
    assertThat(assumptions).extracting(Assumption::path).contains("cluster.devicesPerNode");
  }

  @Test
  void nodesAndDevicesMustAgree() {
    assertThat(theIssueOf("cluster: {node: dgx-h100, nodes: 2, devices: 8}").message())
        .isEqualTo("are 8, but 2 nodes of 8 have 16");
  }

  @Test
  void refusesAbsurdNumbers() {
    assertThat(theIssueOf("cluster: {node: dgx-h100, nodes: 2000000000}").message())
        .contains("16000000000");
    assertThat(theIssueOf("cluster: {device: h100, devices: 0}").path())
        .isEqualTo("cluster.devices");
    assertThat(
            theIssueOf("cluster: {device: h100, devices: 16, interNodePerDevice: 0 GB/s}")
                .message())
        .contains("must not be zero");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(theIssueOf("name: empty").path()).isEqualTo("cluster");
    assertThat(theIssueOf("cluster: {devices: 8}").hint())
        .isEqualTo("give 'node', 'device' or 'name'");
  }

  @Test
  void refusesUnknownKeysEvenWhereTheDeviceIsUnknown() {
    assertThat(issuesOf("cluster: {device: h1, devices: 8, devicePerNode: 8}"))
        .extracting(Issue::path)
        .containsExactly("cluster.device", "cluster.devicePerNode");
  }

  @Test
  void aBandwidthIsGivenOnce() {
    assertThat(
            theIssueOf(
                    """
                    cluster: {device: h100, devices: 16, interNodePerDevice: 50 GB/s,
                              network: {perDevice: 50 GB/s}}
                    """)
                .path())
        .isEqualTo("cluster.network.perDevice");
  }

  @Test
  void refusesAFormatThatNobodyKnows() {
    Issue issue =
        theIssueOf(
            """
            cluster:
              devices: 1
              device:
                id: toy
                kind: gpu
                peak: {bf61: 100 TFLOP/s, fp32: 10 TFLOP/s}
                memory: [{name: hbm, kind: hbm, capacity: 32 GiB}]
            """);

    assertThat(issue.path()).isEqualTo("cluster.device.peak.bf61");
    assertThat(issue.hint()).isEqualTo("Maybe 'bf16'?");
  }

  private Cluster read(String yaml) {
    Optional<Cluster> cluster = readInto(yaml, issues);
    assertThat(issues.list()).isEmpty();
    return cluster.orElseThrow();
  }

  private Issue theIssueOf(String yaml) {
    List<Issue> found = issuesOf(yaml);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<Issue> issuesOf(String yaml) {
    Issues found = new Issues();
    assertThat(readInto(yaml, found)).isEmpty();
    return found.list();
  }

  private Optional<Cluster> readInto(String yaml, Issues found) {
    Fields root = Fields.of(Document.parse(yaml, false).orThrow(), found);
    return ClusterReader.read(root, "cluster", HardwareCatalogue.bundled(), assumptions);
  }
}
