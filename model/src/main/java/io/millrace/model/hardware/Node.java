package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host with its devices, their links and its NICs.
 *
 * @param id the name in files, such as {@code dgx-h100}
 * @param name the name for people
 * @param device what it holds
 * @param devices how many
 * @param fabric classes of links from the innermost on. The outermost may span more than the node:
 *     72 devices of an NVL72 rack in nodes of 4, a torus of thousands of TPUs in hosts of 4
 * @param nics all the NICs that carry traffic of devices
 * @param hostMemory memory of the host itself, all of it; empty where nobody says
 * @param notes what the figures leave out
 * @param sources where each value was found, by its path: {@code fabric.nvlink.perDevice}
 */
public record Node(
    String id,
    String name,
    Device device,
    int devices,
    List<FabricLevel> fabric,
    List<NicAttachment> nics,
    Optional<Bytes> hostMemory,
    List<String> notes,
    Map<String, String> sources) {

  /** Checks that levels grow outwards and that the node can be reached. */
  public Node {
    if (devices < 1) {
      throw new IllegalArgumentException("node " + id + " needs at least 1 device, has " + devices);
    }
    if (nics.isEmpty()) {
      throw new IllegalArgumentException("node " + id + " has no NIC");
    }
    int inner = 1;
    for (FabricLevel level : fabric) {
      if (level.span() <= inner) {
        throw new IllegalArgumentException(
            "level "
                + level.name()
                + " of node "
                + id
                + " spans "
                + level.span()
                + " devices, no more than the level within it, "
                + inner);
      }
      inner = level.span();
    }
    if (inner < devices) {
      throw new IllegalArgumentException(
          "the outermost level of node "
              + id
              + " joins "
              + inner
              + " of its "
              + devices
              + " devices");
    }
    fabric = List.copyOf(fabric);
    nics = List.copyOf(nics);
    notes = List.copyOf(notes);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** How many devices its own links join, in this node or beyond it. */
  public int scaleUpDomain() {
    return fabric.isEmpty() ? 1 : fabric.getLast().span();
  }

  /** What all its NICs send per direction. */
  public Bandwidth networkTotal() {
    return new Bandwidth(nics.stream().mapToDouble(it -> it.total().bytesPerSecond()).sum());
  }

  /** What each device sends out of the node when all of them do. */
  public Bandwidth networkPerDevice() {
    return new Bandwidth(networkTotal().bytesPerSecond() / devices);
  }

  /**
   * What one device sends out of the node while the others are silent: its fair share, or all of
   * one NIC where devices share it.
   */
  public Bandwidth networkAlone() {
    double fastest =
        nics.stream().mapToDouble(it -> it.nic().perDirection().bytesPerSecond()).max().orElse(0);
    return new Bandwidth(Math.max(fastest, networkPerDevice().bytesPerSecond()));
  }

  /** The latency of its slowest NIC. */
  public Duration networkLatency() {
    return nics.stream().map(it -> it.nic().latency()).max(Duration::compareTo).orElseThrow();
  }

  /** Whether each device has a NIC of its own, as rail-optimised networks assume. */
  public boolean hasNicPerDevice() {
    return nics.stream().mapToInt(NicAttachment::count).sum() >= devices;
  }

  /** The same node with another device in it, such as the same board with more memory. */
  public Node withDevice(Device other) {
    return new Node(id, name, other, devices, fabric, nics, hostMemory, notes, sources);
  }

  /** The same node with other links of its own. */
  public Node withFabric(List<FabricLevel> other) {
    return new Node(id, name, device, devices, other, nics, hostMemory, notes, sources);
  }

  /** The same node with other NICs. */
  public Node withNics(List<NicAttachment> other) {
    return new Node(id, name, device, devices, fabric, other, hostMemory, notes, sources);
  }

  /**
   * The same node with more or less memory of its host.
   *
   * @param source where the figure was found
   */
  public Node withHostMemory(Bytes other, String source) {
    Map<String, String> found = new LinkedHashMap<>(sources);
    found.put("hostMemory", source);
    return new Node(id, name, device, devices, fabric, nics, Optional.of(other), notes, found);
  }

  /** What each device has of the host's memory when all share it alike. */
  public Optional<Bytes> hostMemoryPerDevice() {
    return hostMemory.map(it -> Bytes.of(it.count() / (double) devices));
  }

  /**
   * A node of the same kind with another number of devices. Links that lie within the node reach as
   * far as it does, those that reach beyond it are left as they are.
   *
   * @throws IllegalArgumentException if several devices have no links to be joined by
   */
  public Node withDevices(int count) {
    return withDevices(count, scaleUpDomain() > devices ? scaleUpDomain() : count);
  }

  /**
   * A node of the same kind with another number of devices, whose own links join a number of
   * devices in the node or beyond it. Where they join only some devices of the node, the host joins
   * the rest. NICs keep their number per device, at least one of each, and so does the host's
   * memory.
   *
   * @throws IllegalArgumentException if several devices have no links to be joined by
   */
  public Node withDevices(int count, int domain) {
    List<FabricLevel> levels = new ArrayList<>();
    int inner = 1;
    for (FabricLevel level : fabric) {
      int span = Math.min(level.span(), domain);
      if (span > inner) {
        levels.add(level.within(span));
        inner = span;
      }
    }
    if (inner < domain) {
      FabricLevel outermost = outermost(domain);
      levels.removeIf(level -> level.name().equals(outermost.name()));
      levels.add(outermost.spanning(domain));
      inner = domain;
    }
    if (inner < count) {
      levels.add(GenericNode.pcie(count, hostLink(count, domain)));
    }
    List<NicAttachment> kept = new ArrayList<>();
    for (NicAttachment it : nics) {
      long scaled = Math.round(it.count() * (double) count / devices);
      kept.add(new NicAttachment(it.nic(), Math.toIntExact(Math.max(1, scaled))));
    }
    Optional<Bytes> memory = hostMemory.map(it -> Bytes.of(it.count() * (double) count / devices));
    return new Node(id, name, device, count, levels, kept, memory, notes, sources);
  }

  private FabricLevel outermost(int domain) {
    if (fabric.isEmpty()) {
      throw new IllegalArgumentException(
          "node " + id + " has no links that could join " + domain + " devices");
    }
    return fabric.getLast();
  }

  private Bandwidth hostLink(int count, int domain) {
    return device
        .hostLink()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing joins "
                        + count
                        + " devices of a node in groups of "
                        + domain
                        + ": "
                        + device.id()
                        + " has no host link"));
  }
}
