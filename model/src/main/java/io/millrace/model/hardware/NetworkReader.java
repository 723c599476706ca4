package io.millrace.model.hardware;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads what a cluster says of its network, {@code network} or the short {@code
 * interNodePerDevice}, and takes the rest from the NICs of the node.
 */
final class NetworkReader {
  private final Fields cluster;
  private final List<Assumption> assumptions;

  NetworkReader(Fields cluster, List<Assumption> assumptions) {
    this.cluster = cluster;
    this.assumptions = assumptions;
  }

  /** What an input states; all else is open. */
  private record Stated(
      Optional<Topology> topology,
      Optional<Bandwidth> perDevice,
      Optional<Bandwidth> alone,
      Optional<Duration> latency,
      OptionalDouble oversubscription,
      OptionalInt pod) {}

  /**
   * Reads the network.
   *
   * @param node the node, if it could be read
   * @param devices how many devices there are, if that could be read
   * @param known the network of the named cluster that the input starts from
   */
  Optional<Network> read(Optional<Node> node, OptionalInt devices, Optional<Network> known) {
    Stated stated = stated();
    if (node.isEmpty() || devices.isEmpty()) {
      return Optional.empty();
    }
    boolean named = known.isPresent() && !cluster.has("node") && !cluster.has("device");
    Network start = named ? known.get() : Network.of(node.get());
    Optional<Network> network = cluster.make(() -> merged(start, stated));
    boolean used = devices.getAsInt() > node.get().scaleUpDomain();
    if (used && !named) {
      network.ifPresent(it -> assume(node.get(), it, stated));
    }
    return network;
  }

  private Stated stated() {
    Optional<Bandwidth> shortForm =
        cluster.optionalQuantity("interNodePerDevice", Bandwidth::parse);
    Optional<Fields> given = cluster.optionalObject("network");
    if (given.isEmpty()) {
      return new Stated(
          Optional.empty(),
          shortForm,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty());
    }
    Fields network = given.get();
    Optional<Bandwidth> perDevice = network.optionalQuantity("perDevice", Bandwidth::parse);
    if (perDevice.isPresent() && shortForm.isPresent()) {
      network.issue("perDevice", "is given twice", "leave out 'interNodePerDevice'");
    }
    Stated stated =
        new Stated(
            network.optionalChoice("topology", List.of(Topology.values()), Topology::key),
            perDevice.or(() -> shortForm),
            network.optionalQuantity("alone", Bandwidth::parse),
            network.optionalQuantity("latency", Duration::parse),
            network.optionalNumber("oversubscription", 1, 1000),
            network.optionalInteger("pod", 1));
    network.refuseUnknownKeys();
    return stated;
  }

  private static Network merged(Network start, Stated stated) {
    return new Network(
        stated.topology().orElse(start.topology()),
        stated.perDevice().orElse(start.perDevice()),
        stated.alone().or(stated::perDevice).orElse(start.alone()),
        stated.latency().orElse(start.latency()),
        stated.oversubscription().orElse(start.oversubscription()),
        stated.pod().isPresent() ? stated.pod() : start.pod());
  }

  private void assume(Node node, Network network, Stated stated) {
    // A named node states its NICs; only those of an assumed node are an assumption.
    if (stated.perDevice().isEmpty() && !cluster.has("node")) {
      assumptions.add(
          new Assumption(
              cluster.path("interNodePerDevice"),
              network.perDevice().toString(),
              node.id() + " has " + describeNics(node) + " for " + node.devices() + " devices"));
    }
    if (stated.topology().isEmpty()) {
      assumptions.add(
          new Assumption(
              cluster.path("network.topology"),
              network.topology().key(),
              node.hasNicPerDevice() ? "each device has a NIC" : "devices share NICs"));
    }
    if (stated.oversubscription().isEmpty()) {
      assumptions.add(
          new Assumption(
              cluster.path("network.oversubscription"), "1", "full bisection unless stated"));
    }
  }

  private static String describeNics(Node node) {
    return node.nics().stream()
        .map(it -> it.count() + " x " + it.nic().name())
        .reduce((left, right) -> left + " and " + right)
        .orElseThrow();
  }
}
