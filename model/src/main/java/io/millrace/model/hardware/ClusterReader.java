package io.millrace.model.hardware;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Power;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the cluster of a scenario or of a measured case. It is the name of a cluster, or an object
 * that may say
 *
 * <ul>
 *   <li>what it is built of: {@code node} or {@code device}, each by name or described in place, or
 *       the {@code name} of a cluster of which only some devices are used; {@code overrides} of the
 *       device
 *   <li>how much of it: {@code nodes} or {@code devices}
 *   <li>how devices are joined, where that differs from what is usual: {@code devicesPerNode},
 *       {@code scaleUpDomain}, {@code interNodePerDevice} or {@code network}
 *   <li>how much memory the host of a node has: {@code hostMemory}
 *   <li>what people call it: {@code system}
 * </ul>
 *
 * <p>What it does not say is taken from the node in which the device is usually found, and is
 * listed as an assumption where it matters.
 */
public final class ClusterReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "system",
          "node",
          "device",
          "overrides",
          "nodes",
          "devices",
          "devicesPerNode",
          "scaleUpDomain",
          "interNodePerDevice",
          "hostMemory",
          "network");

  private final Fields fields;
  private final HardwareCatalogue catalogue;
  private final List<Assumption> assumptions;

  private ClusterReader(Fields fields, HardwareCatalogue catalogue, List<Assumption> assumptions) {
    this.fields = fields;
    this.catalogue = catalogue;
    this.assumptions = assumptions;
  }

  /**
   * Reads a key of an object.
   *
   * @param owner the scenario or case
   * @param key usually {@code cluster}
   * @param catalogue where names are looked up
   * @param assumptions takes what had to be assumed
   * @return the cluster, unless an issue was added
   */
  public static Optional<Cluster> read(
      Fields owner, String key, HardwareCatalogue catalogue, List<Assumption> assumptions) {
    if (!owner.has(key)) {
      owner.issue(
          key,
          "is missing",
          "name a cluster, or give 'device' and 'devices', or 'node' and 'nodes'");
      return Optional.empty();
    }
    if (owner.hasText(key)) {
      return References.cluster(owner, key, catalogue);
    }
    return owner.optionalObject(key).flatMap(fields -> readObject(fields, catalogue, assumptions));
  }

  /** Reads the object itself; the caller has asked for all keys that belong to somebody else. */
  static Optional<Cluster> readObject(
      Fields fields, HardwareCatalogue catalogue, List<Assumption> assumptions) {
    return new ClusterReader(fields, catalogue, assumptions).read();
  }

  private Optional<Cluster> read() {
    // All of them are known, even where an unknown device ends the reading early.
    KEYS.forEach(fields::has);
    Optional<Cluster> whole =
        fields.has("name") ? References.cluster(fields, "name", catalogue) : Optional.empty();
    Optional<Node> node =
        node(whole)
            .flatMap(this::withOverrides)
            .flatMap(this::shaped)
            .flatMap(this::withHostMemory);
    OptionalInt devices = node.isPresent() ? devices(node.get(), whole) : devicesAlone();
    Optional<Network> network =
        new NetworkReader(fields, assumptions).read(node, devices, whole.map(Cluster::network));
    String system = fields.text("system", whole.map(Cluster::system).orElse(""));
    return fields.build(
        () ->
            new Cluster(system, node.orElseThrow(), devices.orElseThrow(), network.orElseThrow()));
  }

  /** The node that is named or described, else the one of the named cluster or of the device. */
  private Optional<Node> node(Optional<Cluster> whole) {
    Optional<Device> device =
        fields.has("device") ? References.device(fields, "device", catalogue) : Optional.empty();
    if (fields.has("node")) {
      Optional<Node> node = References.node(fields, "node", catalogue);
      return device.isPresent() ? node.map(it -> it.withDevice(device.get())) : node;
    }
    if (device.isPresent()) {
      Node usual = catalogue.defaultNode(device.get());
      if (fields.integer("devices", 1, 2) > 1) {
        assumptions.add(
            new Assumption(
                fields.path("node"), usual.id(), "the usual node of " + device.get().name()));
      }
      return Optional.of(usual);
    }
    if (whole.isEmpty() && !fields.has("device") && !fields.has("name")) {
      fields.issue("does not say what it is built of", "give 'node', 'device' or 'name'");
    }
    return whole.map(Cluster::node);
  }

  private Optional<Node> withOverrides(Node node) {
    Optional<Fields> overrides = fields.optionalObject("overrides");
    if (overrides.isEmpty()) {
      return Optional.of(node);
    }
    Fields values = overrides.get();
    Optional<Bytes> memory = values.optionalQuantity("memory", Bytes::parse);
    Optional<Bandwidth> bandwidth = values.optionalQuantity("memoryBandwidth", Bandwidth::parse);
    Optional<Power> power = values.optionalQuantity("power", Power::parse);
    return values.build(
        () -> {
          DeviceSpecification changed = node.device().specification();
          String source = "overrides of " + SourceTexts.INPUT;
          if (memory.isPresent()) {
            changed = changed.withMainMemory(memory.get(), source);
          }
          if (bandwidth.isPresent()) {
            changed = changed.withMainMemory(bandwidth.get(), source);
          }
          if (power.isPresent()) {
            changed = changed.withPower(power.get(), source);
          }
          return node.withDevice(node.device().with(changed));
        });
  }

  /** The node with as many devices and as large a scale-up domain as the input says. */
  private Optional<Node> shaped(Node node) {
    OptionalInt perNode = fields.optionalInteger("devicesPerNode", 1);
    OptionalInt domain = fields.optionalInteger("scaleUpDomain", 1);
    return fields.make(
        () ->
            domain.isPresent()
                ? node.withDevices(perNode.orElse(node.devices()), domain.getAsInt())
                : node.withDevices(perNode.orElse(node.devices())));
  }

  /** The node, of the size it has here, with as much memory of its host as the input says. */
  private Optional<Node> withHostMemory(Node node) {
    Optional<Bytes> memory = fields.optionalQuantity("hostMemory", Bytes::parse);
    return Optional.of(memory.map(it -> node.withHostMemory(it, SourceTexts.INPUT)).orElse(node));
  }

  /** Checks the counts for themselves where no node is known that they could be held against. */
  private OptionalInt devicesAlone() {
    fields.optionalInteger("nodes", 1);
    fields.optionalInteger("devices", 1);
    return OptionalInt.empty();
  }

  private OptionalInt devices(Node node, Optional<Cluster> whole) {
    OptionalInt nodes = fields.optionalInteger("nodes", 1);
    OptionalInt devices = fields.optionalInteger("devices", 1);
    if (nodes.isPresent()) {
      long inNodes = (long) nodes.getAsInt() * node.devices();
      if (devices.isPresent() && devices.getAsInt() != inNodes) {
        fields.issue(
            "devices",
            "are "
                + devices.getAsInt()
                + ", but "
                + nodes.getAsInt()
                + " nodes of "
                + node.devices()
                + " have "
                + inNodes,
            "give one of 'nodes' and 'devices'");
      }
      return checked("nodes", inNodes);
    }
    if (devices.isPresent()) {
      checkThatNodesAreFull(devices.getAsInt(), node);
      return checked("devices", devices.getAsInt());
    }
    if (whole.isPresent() && !fields.has("node") && !fields.has("device")) {
      return OptionalInt.of(whole.get().devices());
    }
    if (!fields.has("devices") && !fields.has("nodes")) {
      assumptions.add(
          new Assumption(
              fields.path("devices"), "" + node.devices(), "one node; the input does not say"));
    }
    return OptionalInt.of(node.devices());
  }

  private OptionalInt checked(String key, long devices) {
    if (devices > Cluster.MOST_DEVICES) {
      fields.issue(
          key,
          "make " + devices + " devices, more than " + Cluster.MOST_DEVICES,
          "is that number right?");
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) devices);
  }

  /** Devices fill nodes of a stated size; of an assumed size the last node may be partly used. */
  private void checkThatNodesAreFull(int devices, Node node) {
    int perNode = node.devices();
    if (devices <= perNode || devices % perNode == 0) {
      return;
    }
    if (fields.has("devicesPerNode") || fields.has("node")) {
      int fewer = devices / perNode * perNode;
      fields.issue(
          "devices",
          devices + " devices do not fill nodes of " + perNode,
          "give " + fewer + " or " + (fewer + perNode) + ", or another 'devicesPerNode'");
    } else {
      assumptions.add(
          new Assumption(
              fields.path("devicesPerNode"),
              "" + perNode,
              "as in " + node.id() + "; the last node is partly used"));
    }
  }
}
