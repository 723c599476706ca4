package io.millrace.simulator.cost;

/**
 * An exchange among the ranks of a group.
 *
 * @param kind what every rank has afterwards
 * @param bytes the size of the whole tensor on one rank: of the result of an all-gather, of the
 *     input of the others; of the message for a point-to-point transfer
 * @param copies of an all-to-all, how many copies of the same data are among what a rank sends, if
 *     the library sends data once to each node that wants it and copies there; otherwise 1
 * @param reducible whether switches that reduce know the format of the numbers: 16 and 32 bits, no
 *     integers of 8
 */
public record Collective(Kind kind, double bytes, int copies, boolean reducible) {

  /** Of numbers that switches can sum. */
  public Collective(Kind kind, double bytes, int copies) {
    this(kind, bytes, copies, true);
  }

  /** Data of which no two parts are the same. */
  public Collective(Kind kind, double bytes) {
    this(kind, bytes, 1);
  }

  /** The patterns that libraries offer. */
  public enum Kind {
    /** Every rank ends with the sum. */
    ALL_REDUCE,
    /** Every rank ends with all parts. */
    ALL_GATHER,
    /** Every rank ends with its part of the sum. */
    REDUCE_SCATTER,
    /** Every rank sends a part to every other. */
    ALL_TO_ALL,
    /** One rank sends to one other. */
    POINT_TO_POINT
  }

  /** Checks the size. */
  public Collective {
    if (!(bytes >= 0 && bytes < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bytes must be finite and not negative: " + bytes);
    }
  }
}
