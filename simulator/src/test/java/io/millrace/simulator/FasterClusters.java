package io.millrace.simulator;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.DeviceSpecification;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.hardware.Network;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.FlopRate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Clusters of which one part is twice as fast. */
public final class FasterClusters {
  private FasterClusters() {}

  /** Devices with twice the arithmetic. */
  public static Cluster inPeaks(Cluster cluster) {
    DeviceSpecification device = cluster.device().specification();
    Map<NumberFormat, FlopRate> peaks = new EnumMap<>(NumberFormat.class);
    device
        .peaks()
        .forEach((format, rate) -> peaks.put(format, new FlopRate(2 * rate.flopsPerSecond())));
    return withDevice(
        cluster,
        new DeviceSpecification(
            device.id(),
            device.name(),
            device.generation(),
            peaks,
            device.memory(),
            device.scaleUp(),
            device.hostLink(),
            device.thermalDesignPower(),
            device.price(),
            device.notes(),
            device.sources()));
  }

  /** Devices with twice the memory bandwidth. */
  public static Cluster inMemory(Cluster cluster) {
    DeviceSpecification device = cluster.device().specification();
    Bandwidth bandwidth = device.mainMemory().bandwidth().orElseThrow();
    return withDevice(cluster, device.withMainMemory(faster(bandwidth), "twice as fast"));
  }

  /** Nodes with links of twice the bandwidth. */
  public static Cluster inNode(Cluster cluster) {
    Node node = cluster.node();
    List<FabricLevel> fabric =
        node.fabric().stream()
            .map(
                level ->
                    new FabricLevel(
                        level.name(),
                        level.span(),
                        faster(level.perDevice()),
                        level.latency(),
                        level.kind(),
                        level.alone().map(FasterClusters::faster),
                        level.pair().map(FasterClusters::faster)))
            .toList();
    return with(cluster, node.withFabric(fabric));
  }

  /** A network of twice the bandwidth between nodes. */
  public static Cluster inNetwork(Cluster cluster) {
    Network network = cluster.network();
    return new Cluster(
        cluster.system(),
        cluster.node(),
        cluster.devices(),
        new Network(
            network.topology(),
            faster(network.perDevice()),
            faster(network.alone()),
            network.latency(),
            network.oversubscription(),
            network.pod()));
  }

  private static Cluster withDevice(Cluster cluster, DeviceSpecification device) {
    return with(cluster, cluster.node().withDevice(cluster.device().with(device)));
  }

  private static Cluster with(Cluster cluster, Node node) {
    return new Cluster(cluster.system(), node, cluster.devices(), cluster.network());
  }

  private static Bandwidth faster(Bandwidth bandwidth) {
    return new Bandwidth(2 * bandwidth.bytesPerSecond());
  }
}
