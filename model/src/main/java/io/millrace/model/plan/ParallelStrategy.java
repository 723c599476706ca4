package io.millrace.model.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many ways each dimension is split. {@code data x tensor x pipeline x context} devices;
 * experts are spread over the ranks of the data and context dimensions (and tensor, where experts
 * are not sliced), so {@code expert} adds no devices.
 *
 * @param data replicas that see different sequences
 * @param tensor ranks that share each layer's matrices
 * @param pipeline stages of consecutive layers
 * @param context ranks that share each sequence
 * @param expert ranks over which a layer's experts are spread
 */
public record ParallelStrategy(int data, int tensor, int pipeline, int context, int expert) {

  /** The most devices that a strategy may need, and the most ranks experts may be spread over. */
  public static final int MOST_DEVICES = 10_000_000;

  private static final Pattern LABEL =
      Pattern.compile(
          "d(\\d{1,7})(?:t(\\d{1,5}))?(?:p(\\d{1,5}))?(?:c(\\d{1,5}))?(?:e(\\d{1,5}))?");

  /** Checks the degrees. */
  public ParallelStrategy {
    if (data < 1 || tensor < 1 || pipeline < 1 || context < 1 || expert < 1) {
      throw new IllegalArgumentException(
          "parallel degrees must be positive: "
              + "data %d, tensor %d, pipeline %d, context %d, expert %d"
                  .formatted(data, tensor, pipeline, context, expert));
    }
    double ranks = Math.max((double) data * tensor * pipeline * context, expert);
    if (ranks > MOST_DEVICES) {
      throw new IllegalArgumentException(
          "data %d x tensor %d x pipeline %d x context %d, expert %d: more than %d devices"
              .formatted(data, tensor, pipeline, context, expert, MOST_DEVICES));
    }
  }

  /**
   * Reads a label: {@code d8t4p2}, with {@code c} and {@code e} after it where they are not one.
   *
   * @throws IllegalArgumentException if the text is no label
   */
  public static ParallelStrategy parse(String label) {
    Matcher matcher = LABEL.matcher(label);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + label + "' is no label such as d8t4p2c1e1");
    }
    int[] degrees = new int[5];
    for (int i = 0; i < degrees.length; i++) {
      String digits = matcher.group(i + 1);
      degrees[i] = digits == null ? 1 : Integer.parseInt(digits);
    }
    return new ParallelStrategy(degrees[0], degrees[1], degrees[2], degrees[3], degrees[4]);
  }

  /** The same with another number of replicas. */
  public ParallelStrategy withData(int replicas) {
    return new ParallelStrategy(replicas, tensor, pipeline, context, expert);
  }

  /** The devices this strategy needs. */
  public long devices() {
    return (long) data * tensor * pipeline * context;
  }

  /**
   * Whether tensor-parallel ranks slice experts as they slice everything else: where the
   * expert-parallel ranks fit into those of data and context. Else these span the tensor-parallel
   * ranks, too, each of which then has whole experts (megatron/core/parallel_state.py).
   */
  public boolean slicesExperts() {
    return (long) data * context % expert == 0;
  }

  /** The short name: {@code d8t4p2}, then {@code c} and {@code e} where they are not one. */
  public String label() {
    return "d"
        + data
        + "t"
        + tensor
        + "p"
        + pipeline
        + (context > 1 ? "c" + context : "")
        + (expert > 1 ? "e" + expert : "");
  }
}
