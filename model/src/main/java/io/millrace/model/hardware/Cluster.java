package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Equal nodes and the network that joins them.
 *
 * @param system what people call it; may be empty
 * @param node one of its nodes, with the device as it is there
 * @param devices how many devices in all; may be less than one node holds
 * @param network what joins the nodes
 */
public record Cluster(String system, Node node, int devices, Network network) {

  /** The most devices that a cluster may have. */
  public static final int MOST_DEVICES = 10_000_000;

  /** Checks the number of devices. */
  public Cluster {
    if (devices < 1 || devices > MOST_DEVICES) {
      throw new IllegalArgumentException(
          "a cluster has 1 to " + MOST_DEVICES + " devices, not " + devices);
    }
  }

  /** Nodes joined by what their NICs make possible. */
  public static Cluster of(Node node, int devices) {
    return new Cluster("", node, devices, Network.of(node));
  }

  /** The device, with what this cluster changes in it. */
  public Device device() {
    return node.device();
  }

  /** Devices of one node that take part. */
  public int devicesPerNode() {
    return Math.min(devices, node.devices());
  }

  /** How many nodes take part; the last one may be partly used. */
  public int nodes() {
    return Math.ceilDiv(devices, node.devices());
  }

  /** Whether devices reach each other over the network, not only over links of the nodes. */
  public boolean usesNetwork() {
    return devices > scaleUpDomain();
  }

  /** Devices joined by links of the nodes, without the network. */
  public int scaleUpDomain() {
    return Math.min(devices, node.scaleUpDomain());
  }

  /**
   * All classes of links that devices of this cluster use, innermost first; the last one spans all
   * devices. Empty for a single device.
   */
  public List<FabricLevel> levels() {
    List<FabricLevel> levels = new ArrayList<>();
    int inner = 1;
    for (FabricLevel level : node.fabric()) {
      int span = Math.min(level.span(), devices);
      if (span > inner) {
        levels.add(level.within(span));
        inner = span;
      }
    }
    if (network.pod().isPresent() && network.oversubscription() > 1) {
      int span = Math.min(network.pod().getAsInt(), devices);
      if (span > inner) {
        levels.add(scaleOut("pod", span, 1));
        inner = span;
      }
    }
    if (devices > inner) {
      levels.add(scaleOut(network.topology().key(), devices, network.oversubscription()));
    }
    return List.copyOf(levels);
  }

  private FabricLevel scaleOut(String name, int span, double oversubscription) {
    return new FabricLevel(
        name,
        span,
        new Bandwidth(network.perDevice().bytesPerSecond() / oversubscription),
        network.latency(),
        network.topology().kind(),
        Optional.of(network.alone()),
        Optional.empty());
  }
}
