package io.millrace.model.hardware;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices, NICs, nodes and clusters by name, in an order that never changes. */
public interface HardwareCatalogue {

  /** All devices. */
  List<Device> devices();

  /** All NICs. */
  List<Nic> nics();

  /** All named nodes. */
  List<Node> nodes();

  /** All named clusters by their names. */
  Map<String, Cluster> clusters();

  /** Other names by which something of that name can be found: {@code h100}. */
  List<String> aliases(String id);

  /** A device by its id or an alias. */
  Optional<Device> device(String name);

  /** A NIC by its id or an alias. */
  Optional<Nic> nic(String name);

  /** A node by its id or an alias. */
  Optional<Node> node(String name);

  /** A cluster by its name or an alias. */
  Optional<Cluster> cluster(String name);

  /**
   * The node in which a device is usually found, holding exactly this device. Where no named node
   * is known for it, one is made up from its links: eight devices on one host where it has a host
   * link or neighbours, else a host of its own.
   */
  Node defaultNode(Device device);
}
