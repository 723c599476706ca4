package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Equal nodes and the network that joins them. A value like a record, which also keeps the levels
 * that follow from it: they are asked for with every group of ranks.
 */
public final class Cluster {

  /** The most devices that a cluster may have. */
  public static final int MOST_DEVICES = 10_000_000;

  private final String system;
  private final Node node;
  private final int devices;
  private final Network network;
  private final List<FabricLevel> levels;

  /**
   * Checks the number of devices.
   *
   * @param system what people call it; may be empty
   * @param node one of its nodes, with the device as it is there
   * @param devices how many devices in all; may be less than one node holds
   * @param network what joins the nodes
   */
  public Cluster(String system, Node node, int devices, Network network) {
    if (devices < 1 || devices > MOST_DEVICES) {
      throw new IllegalArgumentException(
          "a cluster has 1 to " + MOST_DEVICES + " devices, not " + devices);
    }
    this.system = system;
    this.node = node;
    this.devices = devices;
    this.network = network;
    this.levels = joined();
  }

  /** Nodes joined by what their NICs make possible. */
  public static Cluster of(Node node, int devices) {
    return new Cluster("", node, devices, Network.of(node));
  }

  /** The same nodes and network for another number of devices. */
  public Cluster withDevices(int other) {
    return new Cluster(system, node, other, network);
  }

  /** What people call it; may be empty. */
  public String system() {
    return system;
  }

  /** One of its nodes, with the device as it is there. */
  public Node node() {
    return node;
  }

  /** How many devices in all; may be less than one node holds. */
  public int devices() {
    return devices;
  }

  /** What joins the nodes. */
  public Network network() {
    return network;
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
    return levels;
  }

  /**
   * The kind of links of a level within the nodes' own links, as a key: {@code nvlink-4}, {@code
   * pcie}.
   */
  public String fabric(FabricLevel level) {
    return level.kind() == FabricLevel.Kind.BUS
        ? "pcie"
        : device().scaleUp().map(ScaleUp::family).orElse(level.name());
  }

  private List<FabricLevel> joined() {
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Cluster that
        && system.equals(that.system)
        && node.equals(that.node)
        && devices == that.devices
        && network.equals(that.network);
  }

  @Override
  public int hashCode() {
    return Objects.hash(system, node, devices, network);
  }

  @Override
  public String toString() {
    return "Cluster[system=%s, node=%s, devices=%d, network=%s]"
        .formatted(system, node, devices, network);
  }
}
