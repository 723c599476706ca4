package io.millrace.model.hardware;

import java.util.Optional;

/** Devices, NICs, nodes and clusters that can be named instead of described. */
public interface HardwareCatalogue {

  /** What comes with the project: published hardware, each value with its source. */
  static HardwareCatalogue bundled() {
    return BundledCatalogue.get();
  }

  /** The devices. */
  Index<Device> devices();

  /** The NICs. */
  Index<Nic> nics();

  /** The nodes. */
  Index<Node> nodes();

  /** The clusters, each with where its description was found. */
  Index<Sourced<Cluster>> clusters();

  /**
   * The node in which a device is usually found, holding exactly this device. Where no node of the
   * catalogue is usual for it, one is made up from its links: eight devices below one host where it
   * has a host link or neighbours, else a host of its own.
   */
  Node defaultNode(Device device);

  /** A device by its id or an alias. */
  default Optional<Device> device(String name) {
    return devices().find(name);
  }

  /** A NIC by its id or an alias. */
  default Optional<Nic> nic(String name) {
    return nics().find(name);
  }

  /** A node by its id or an alias. */
  default Optional<Node> node(String name) {
    return nodes().find(name);
  }

  /** A cluster by its name or an alias. */
  default Optional<Cluster> cluster(String name) {
    return clusters().find(name).map(Sourced::value);
  }
}
