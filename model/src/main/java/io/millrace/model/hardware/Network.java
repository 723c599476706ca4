package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.OptionalInt;

/**
 * What joins the nodes of a cluster.
 *
 * @param topology how
 * @param perDevice what each device sends out of its node per direction when all do
 * @param alone what a device sends while the others of its node are silent
 * @param latency from one device to another, with the software of the NIC
 * @param oversubscription how many times more the devices can send than the top of the network
 *     carries; 1 for full bisection
 * @param pod devices that reach each other without oversubscription; absent: those of a node
 */
public record Network(
    Topology topology,
    Bandwidth perDevice,
    Bandwidth alone,
    Duration latency,
    double oversubscription,
    OptionalInt pod) {

  /** Checks rates and ratio. */
  public Network {
    if (perDevice.bytesPerSecond() == 0) {
      throw new IllegalArgumentException("the bandwidth of the network must not be zero");
    }
    if (alone.compareTo(perDevice) < 0) {
      throw new IllegalArgumentException(
          "a device alone on the network reaches " + alone + ", less than its share " + perDevice);
    }
    if (!(oversubscription >= 1 && oversubscription <= 1000)) {
      throw new IllegalArgumentException(
          "oversubscription must be between 1 and 1000, is " + oversubscription);
    }
    if (pod.isPresent() && pod.getAsInt() < 1) {
      throw new IllegalArgumentException("a pod joins at least 1 device, not " + pod.getAsInt());
    }
  }

  /** A network in which each device has its own way out of the node. */
  public Network(
      Topology topology, Bandwidth perDevice, Duration latency, double oversubscription) {
    this(topology, perDevice, perDevice, latency, oversubscription, OptionalInt.empty());
  }

  /**
   * What the NICs of a node make possible: full bisection, in rails where each device has its own
   * NIC.
   */
  public static Network of(Node node) {
    return new Network(
        node.hasNicPerDevice() ? Topology.RAIL_OPTIMISED : Topology.FAT_TREE,
        node.networkPerDevice(),
        node.networkAlone(),
        node.networkLatency(),
        1,
        OptionalInt.empty());
  }
}
