package io.millrace.model.nccl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a collective took.
 *
 * @param operation which
 * @param ranks how many took part
 * @param nodes hosts that they were on
 * @param bytes size of the whole tensor on one rank: of the result of an all-gather, of the input
 *     of the others, of the message between two
 * @param type the numbers, in the words of NCCL: {@code half}, {@code int8}
 * @param seconds its mean time
 * @param where line of the file, or place in its results
 */
public record NcclMeasurement(
    Operation operation,
    int ranks,
    int nodes,
    double bytes,
    String type,
    double seconds,
    String where) {
  private static final List<String> EIGHT_BITS = List.of("int8", "uint8", "char");

  /** What nccl-tests can time of what we simulate. */
  public enum Operation {
    /** Every rank ends with the sum. */
    ALL_REDUCE("all_reduce"),
    /** Every rank ends with all parts. */
    ALL_GATHER("all_gather"),
    /** Every rank ends with its part of the sum. */
    REDUCE_SCATTER("reduce_scatter"),
    /** Every rank sends a part to every other. */
    ALL_TO_ALL("alltoall"),
    /** Each rank sends to the next one. */
    SEND("sendrecv");

    private final String key;

    Operation(String key) {
      this.key = key;
    }

    /** The name of the test, without {@code _perf}. */
    public String key() {
      return key;
    }

    /** The operation of a name such as {@code all_reduce} or {@code all_reduce_perf}. */
    public static Optional<Operation> of(String name) {
      String plain = name.toLowerCase(Locale.ROOT).replaceFirst("_perf$", "").replace('-', '_');
      for (Operation operation : values()) {
        if (plain.equals(operation.key)
            || plain.equals(operation.name().toLowerCase(Locale.ROOT))) {
          return Optional.of(operation);
        }
      }
      return Optional.empty();
    }
  }

  /** Checks what was counted. */
  public NcclMeasurement {
    if (ranks < 2 || nodes < 1 || nodes > ranks) {
      throw new IllegalArgumentException(ranks + " ranks on " + nodes + " nodes");
    }
    if (!(bytes > 0 && seconds > 0)) {
      throw new IllegalArgumentException(bytes + " bytes in " + seconds + " s");
    }
  }

  /** Whether switches that sum know the type: not integers of eight bits. */
  public boolean reducible() {
    return !EIGHT_BITS.contains(type);
  }
}
