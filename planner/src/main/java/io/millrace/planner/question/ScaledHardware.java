package io.millrace.planner.question;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.DeviceSpecification;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.hardware.Network;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.Power;
import io.millrace.model.scenario.Scenario;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario on other hardware: the same but for one figure.
 *
 * @param scenario as it is
 * @param factor by which the figure is multiplied
 */
record ScaledHardware(Scenario scenario, double factor) {

  /** Dense peak rates of the device, in all formats. */
  Scenario tensorEngines() {
    DeviceSpecification it = specification();
    Map<NumberFormat, FlopRate> peaks = new EnumMap<>(NumberFormat.class);
    it.peaks()
        .forEach((format, rate) -> peaks.put(format, new FlopRate(rate.flopsPerSecond() * factor)));
    return with(
        new DeviceSpecification(
            it.id(),
            it.name(),
            it.generation(),
            peaks,
            it.memory(),
            it.scaleUp(),
            it.hostLink(),
            it.thermalDesignPower(),
            it.price(),
            it.notes(),
            it.sources()));
  }

  /** Capacity of the device's main memory. */
  Scenario memoryCapacity() {
    double bytes = scenario.cluster().device().mainMemory().capacity().count() * factor;
    return with(specification().withMainMemory(Bytes.of(bytes), source()));
  }

  /** Bandwidth of the device's main memory, if it is published. */
  Optional<Scenario> memoryBandwidth() {
    return scenario
        .cluster()
        .device()
        .mainMemory()
        .bandwidth()
        .map(it -> with(specification().withMainMemory(times(it), source())));
  }

  /** Design power of the device, if it is published. */
  Optional<Scenario> power() {
    return scenario
        .cluster()
        .device()
        .thermalDesignPower()
        .map(it -> new Power(it.watts() * factor))
        .map(it -> with(specification().withPower(it, source())));
  }

  /** All links of the nodes. */
  Scenario scaleUpBandwidth() {
    Node node = scenario.cluster().node();
    return with(node.withFabric(node.fabric().stream().map(this::times).toList()));
  }

  /** What devices send over the network. */
  Scenario networkBandwidth() {
    Network it = scenario.cluster().network();
    return with(
        new Network(
            it.topology(),
            times(it.perDevice()),
            times(it.alone()),
            it.latency(),
            it.oversubscription(),
            it.pod()));
  }

  /** Latency of the network. */
  Scenario networkLatency() {
    Network it = scenario.cluster().network();
    return with(
        new Network(
            it.topology(),
            it.perDevice(),
            it.alone(),
            new Duration(it.latency().seconds() * factor),
            it.oversubscription(),
            it.pod()));
  }

  private DeviceSpecification specification() {
    return scenario.cluster().device().specification();
  }

  private Scenario with(DeviceSpecification specification) {
    Node node = scenario.cluster().node();
    return with(node.withDevice(node.device().with(specification)));
  }

  private Scenario with(Node node) {
    return with(node, scenario.cluster().network());
  }

  private Scenario with(Network network) {
    return with(scenario.cluster().node(), network);
  }

  private Scenario with(Node node, Network network) {
    Cluster cluster = scenario.cluster();
    return scenario.with(new Cluster(cluster.system(), node, cluster.devices(), network));
  }

  private FabricLevel times(FabricLevel it) {
    return new FabricLevel(
        it.name(),
        it.span(),
        times(it.perDevice()),
        it.latency(),
        it.kind(),
        it.alone().map(this::times),
        it.pair().map(this::times));
  }

  private Bandwidth times(Bandwidth it) {
    return new Bandwidth(it.bytesPerSecond() * factor);
  }

  private String source() {
    return "a question: %s times what it is".formatted(factor);
  }
}
