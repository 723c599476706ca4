package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One class of links between devices. The levels of a cluster nest: each joins groups of the level
 * below it, so a group of {@code n} inner devices sends at most {@code n * perDevice} through it.
 *
 * @param name what people call it: {@code nvlink}, {@code slingshot}
 * @param span the devices it joins
 * @param perDevice what each device sends per direction when all of them send at once
 * @param latency through links and switches, without the software of a collective
 * @param kind how its links are laid out
 * @param alone what a device reaches while its neighbours are silent; absent: {@code perDevice}. It
 *     is more where devices share a link: eight devices behind one 100 Gb/s NIC get 12.5 Gb/s each,
 *     but one of them alone gets 100 Gb/s
 * @param pair what a device sends to one single neighbour; absent: derived by {@link #pairwise()}
 */
public record FabricLevel(
    String name,
    int span,
    Bandwidth perDevice,
    Duration latency,
    Kind kind,
    Optional<Bandwidth> alone,
    Optional<Bandwidth> pair) {

  /** How the links of a level are laid out. */
  public enum Kind {
    /** Switched: a device can give all its bandwidth to any other. */
    SWITCH,
    /** A link to each neighbour, which divide a device's bandwidth. */
    MESH,
    /** Two neighbours. */
    RING,
    /** A grid that wraps around: six neighbours, unless {@link FabricLevel#pair} says otherwise. */
    TORUS,
    /** Links that several devices share, such as PCIe below one host. */
    BUS;

    /** The name in files: {@code switch}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks span and bandwidths. */
  public FabricLevel {
    if (span < 2) {
      throw new IllegalArgumentException(name + " must join at least 2 devices, joins " + span);
    }
    if (perDevice.bytesPerSecond() == 0) {
      throw new IllegalArgumentException("the bandwidth of " + name + " must not be zero");
    }
    if (alone.isPresent() && alone.get().compareTo(perDevice) < 0) {
      throw new IllegalArgumentException(
          "a device alone on "
              + name
              + " reaches "
              + alone.get()
              + ", less than its share "
              + perDevice);
    }
    if (pair.isPresent() && pair.get().compareTo(alone.orElse(perDevice)) > 0) {
      throw new IllegalArgumentException(
          "one pair on "
              + name
              + " reaches "
              + pair.get()
              + ", more than a device alone, "
              + alone.orElse(perDevice));
    }
  }

  /** A level without shared links. */
  public FabricLevel(String name, int span, Bandwidth perDevice, Duration latency, Kind kind) {
    this(name, span, perDevice, latency, kind, Optional.empty(), Optional.empty());
  }

  /** What a device reaches while its neighbours are silent. */
  public Bandwidth reachableAlone() {
    return alone.orElse(perDevice);
  }

  /**
   * What a device sends to one single neighbour while everything else is silent: all it has through
   * a switch, one link of a mesh, ring or torus.
   */
  public Bandwidth pairwise() {
    if (pair.isPresent()) {
      return pair.get();
    }
    return switch (kind) {
      case SWITCH, BUS -> reachableAlone();
      case MESH -> new Bandwidth(reachableAlone().bytesPerSecond() / (span - 1));
      case RING -> new Bandwidth(reachableAlone().bytesPerSecond() / Math.min(2, span - 1));
      case TORUS -> new Bandwidth(reachableAlone().bytesPerSecond() / Math.min(6, span - 1));
    };
  }

  /**
   * This level where only some neighbouring devices use it. Links to devices of a mesh that are
   * left out cannot be used; what was shared with them is divided among fewer.
   *
   * @param devices how many use it, from 2 to {@link #span}
   */
  public FabricLevel within(int devices) {
    if (devices == span) {
      return this;
    }
    if (devices < 2 || devices > span) {
      throw new IllegalArgumentException(
          devices + " devices are not from 2 to the span " + span + " of " + name);
    }
    Bandwidth link = pairwise();
    double share =
        switch (kind) {
          case MESH, RING, TORUS ->
              Math.min(perDevice.bytesPerSecond(), link.bytesPerSecond() * (devices - 1));
          case SWITCH, BUS ->
              Math.min(
                  reachableAlone().bytesPerSecond(), perDevice.bytesPerSecond() * span / devices);
        };
    Bandwidth smaller = new Bandwidth(share);
    boolean shared = kind == Kind.BUS || kind == Kind.SWITCH;
    return new FabricLevel(
        name,
        devices,
        smaller,
        latency,
        kind,
        shared ? alone : Optional.empty(),
        Optional.of(link.compareTo(smaller) > 0 && !shared ? smaller : link));
  }

  /** The same links joining more devices, as a larger switch or a longer torus would. */
  FabricLevel spanning(int devices) {
    return new FabricLevel(name, devices, perDevice, latency, kind, alone, Optional.of(pairwise()));
  }
}
