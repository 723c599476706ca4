package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes up a node for a device of which none is known: eight devices joined by their own links and
 * by PCIe below one host, or a single device where it has neither.
 */
final class GenericNode {
  private static final int DEVICES = 8;
  private static final String ASSUMED = "assumed for a device of which no node is known";

  /** The order of a transfer over PCIe switches; assumed. */
  private static final Duration PCIE_LATENCY = new Duration(2e-6);

  /** That of an NVLink in ASTRA-sim's HGX H100 configuration, rounded; assumed for all links. */
  private static final Duration LINK_LATENCY = new Duration(1e-6);

  private GenericNode() {}

  static Node of(Device device, HardwareCatalogue catalogue) {
    List<FabricLevel> fabric = new ArrayList<>();
    Map<String, String> sources = new LinkedHashMap<>();
    ownLinks(device).ifPresent(fabric::add);
    int joined = fabric.isEmpty() ? 1 : fabric.getLast().span();
    if (joined < DEVICES && device.hostLink().isPresent()) {
      fabric.add(pcie(DEVICES, device.hostLink().get()));
      joined = DEVICES;
    }
    fabric.forEach(level -> sources.put("fabric." + level.name() + ".perDevice", ASSUMED));
    Nic nic = catalogue.nic(joined > 1 ? "roce-100g" : "eth-25g").orElseThrow();
    sources.put("nics." + nic.id() + ".count", ASSUMED);
    return new Node(
        "generic-" + device.id(),
        joined > 1 ? "Host with " + device.name() : device.name() + " alone",
        device,
        Math.min(DEVICES, joined),
        fabric,
        List.of(new NicAttachment(nic, 1)),
        Optional.empty(),
        List.of("made up from the links of the device; describe the node to do better"),
        sources);
  }

  /**
   * The level by which a host joins its devices. Two of them are taken to share the way up from
   * their switch.
   */
  static FabricLevel pcie(int devices, Bandwidth hostLink) {
    return new FabricLevel(
        "pcie",
        devices,
        new Bandwidth(hostLink.bytesPerSecond() / 2),
        PCIE_LATENCY,
        FabricLevel.Kind.BUS,
        Optional.of(hostLink),
        Optional.empty());
  }

  private static Optional<FabricLevel> ownLinks(Device device) {
    return device
        .scaleUp()
        .filter(links -> links.domain() > 1 && links.kind() != FabricLevel.Kind.BUS)
        .flatMap(
            links ->
                links
                    .perDirection()
                    .map(
                        rate ->
                            new FabricLevel(
                                "scale-up", links.domain(), rate, LINK_LATENCY, links.kind())));
  }
}
