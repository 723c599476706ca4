package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.DeviceSpecification;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NicAttachment;
import io.millrace.model.hardware.Node;
import java.util.ArrayList;
import java.util.List;

/** Clusters for tests, and cost models of them. */
final class SampleClusters {
  /** Nodes of eight devices behind one switch, with a NIC for each device. */
  static final String A100 = "dgx-a100";

  /** The same a generation later. */
  static final String H100 = "dgx-h100";

  private SampleClusters() {}

  static Node node(String id) {
    return HardwareCatalogue.bundled().node(id).orElseThrow();
  }

  static Cluster of(String node, int devices) {
    return Cluster.of(node(node), devices);
  }

  static CostModel costs(Cluster cluster) {
    return CalibratedCostModel.of(Calibration.unfitted(), cluster, new ArrayList<>());
  }

  static CostModel costs(String node, int devices) {
    return costs(of(node, devices));
  }

  /** A cluster of the same nodes with another device in them. */
  static Cluster with(Cluster cluster, DeviceSpecification specification) {
    Device device = cluster.device().with(specification);
    return Cluster.of(cluster.node().withDevice(device), cluster.devices());
  }

  /** A node with so many of its first NIC. */
  static Node withNics(Node node, int count) {
    return node.withNics(List.of(new NicAttachment(node.nics().getFirst().nic(), count)));
  }
}
