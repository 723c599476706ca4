package io.millrace.simulator.cost;

import io.millrace.simulator.cost.Protocol.Links;
import java.util.Map;
import java.util.Optional;

/**
 * What collectives reach over one kind of links between devices. The same few numbers hold for all
 * kinds of collectives and all group sizes.
 *
 * @param fabric the links: {@code nvlink-4}
 * @param links the class that libraries take them for
 * @param launchSeconds from the call to the first step
 * @param protocols those that libraries use there
 * @param ownPart part of the time of a transfer that a rank's own part of the data costs, which
 *     only moves in its memory
 * @param rampBytes messages reach their rate slowly: {@code v} bytes take the time of {@code v +
 *     sqrt(v ramp)}
 * @param handshakeSeconds what a pair adds that exchanges messages of its own
 * @param contention how the rate falls where all ranks share one path: by {@code (2 / ranks) ^
 *     contention}; 0 behind a switch that carries everything
 * @param inSwitch sums that the switch computes, if it can
 * @param library what libraries take the links for when they pick a protocol
 * @param latencySeconds of the links that were measured; steps over slower ones are longer
 * @param engineShare part of the arithmetic units that hold the channels
 * @param source what the figures were fitted to
 */
record FabricParameters(
    String fabric,
    Links links,
    double launchSeconds,
    Map<Protocol, Lane> protocols,
    double ownPart,
    double rampBytes,
    double handshakeSeconds,
    double contention,
    Optional<InSwitch> inSwitch,
    Library library,
    double latencySeconds,
    double engineShare,
    String source) {

  /**
   * What a protocol really reaches.
   *
   * @param stepSeconds what each step of a ring adds
   * @param share of the links' rate
   */
  record Lane(double stepSeconds, double share) {}

  /**
   * An all-reduce whose sums the switch computes: each rank sends its data and receives the sums of
   * its part, sends these and receives all sums, {@code bytes (1 + 1 / ranks)} each way (NVLink
   * SHARP).
   */
  record InSwitch(double startSeconds, double share, double engineShare) {}

  /**
   * The library's own figures of the links.
   *
   * @param share of the nominal rate that it counts on
   * @param lowLatencyRate the most it expects of {@link Protocol#LOW_LATENCY}, bytes per second
   */
  record Library(double share, double lowLatencyRate) {}

  /** The bytes whose time at full rate a message of a rank takes. */
  double ramped(double bytes) {
    return bytes + Math.sqrt(bytes * rampBytes);
  }

  /** The share of long messages. */
  double longShare() {
    Lane simple = protocols.get(Protocol.SIMPLE);
    if (simple == null) {
      throw new IllegalStateException(fabric + " has no protocol for long messages");
    }
    return simple.share();
  }
}
