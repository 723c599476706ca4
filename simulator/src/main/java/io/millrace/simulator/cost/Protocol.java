package io.millrace.simulator.cost;

/**
 * How a library moves the parts of a collective, from the one for short messages to the one for
 * long ones, with what the library itself believes of each.
 *
 * <p>NCCL does not measure: it picks the protocol with the shortest time by its own constants. They
 * are those of {@code src/graph/tuning.cc} of NCCL 2.19 to 2.28 ({@code ncclTunerConstantsDefaults}
 * and {@code ncclTopoTuneModel}): a base latency, a latency for each step over each class of links
 * and the part of the links' rate that is left for data.
 */
enum Protocol {
  /** Eight bytes at a time, half of them a flag: no fences, half the rate. */
  LOW_LATENCY("low-latency", 0.5, new double[] {6.6, 0.6, 1.0, 2.7}, new double[] {6.8, 5.0}),
  /** Lines of 128 bytes, eight of them a flag; only where links keep the order of stores. */
  LOW_LATENCY_128(
      "low-latency-128", 0.92, new double[] {14.0, 1.9, 2.5, 4.0}, new double[] {14.0, 8.5}),
  /** Large chunks with a fence after each: all of the rate, slow steps. */
  SIMPLE("simple", 1, new double[] {8.4, 3.4, 5.7, 14.0}, new double[] {8.4, 14.0});

  /** What a step of a ring goes over. */
  enum Links {
    /** Links between devices that need no host. */
    DIRECT,
    /** PCIe switches and host bridges. */
    PCIE,
    /** NICs and what joins them. */
    NETWORK
  }

  private final String key;
  private final double payload;
  private final double[] ringMicroseconds;
  private final double[] treeMicroseconds;

  Protocol(String key, double payload, double[] ringMicroseconds, double[] treeMicroseconds) {
    this.key = key;
    this.payload = payload;
    this.ringMicroseconds = ringMicroseconds;
    this.treeMicroseconds = treeMicroseconds;
  }

  /** The name in files. */
  String key() {
    return key;
  }

  /** The part of a link's rate that the library expects to be left for data. */
  double payload() {
    return payload;
  }

  /** What the library expects a ring to take before its first step. */
  double expectedRingStart() {
    return ringMicroseconds[0] * 1e-6;
  }

  /** What the library expects a step of a ring to take. */
  double expectedRingStep(Links links) {
    return ringMicroseconds[1 + links.ordinal()] * 1e-6;
  }

  /** What the library expects a tree to take before its first step. */
  double expectedTreeStart() {
    return treeMicroseconds[0] * 1e-6;
  }

  /** What the library expects a level of a tree across nodes to take. */
  double expectedTreeLevel() {
    return treeMicroseconds[1] * 1e-6;
  }
}
