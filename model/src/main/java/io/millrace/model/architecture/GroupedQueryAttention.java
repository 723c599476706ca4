package io.millrace.model.architecture;

import java.util.OptionalInt;

/**
 * Attention whose query heads share key and value heads in groups (Ainslie et al. 2023): multi-head
 * attention where {@code kvHeads} equals {@code heads}, multi-query where it is 1.
 *
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headDim width of a query and of a key
 * @param valueDim width of a value, in most models {@code headDim}
 * @param slidingWindow positions that a token attends to, absent for all before it
 * @param bias which projections add biases
 * @param queryKeyNorm how queries and keys are normalised
 * @param outputGate whether a further projection of the input gates the heads' output (Qwen3-Next)
 * @param sinks whether each head has a learned logit that attends to nothing (gpt-oss)
 * @param sharedKeyValue whether one projection gives both keys and values (Gemma 4's global layers)
 */
public record GroupedQueryAttention(
    int heads,
    int kvHeads,
    int headDim,
    int valueDim,
    OptionalInt slidingWindow,
    AttentionBias bias,
    QueryKeyNorm queryKeyNorm,
    boolean outputGate,
    boolean sinks,
    boolean sharedKeyValue)
    implements SequenceMixer {

  /** Checks counts and widths. */
  public GroupedQueryAttention {
    Dimensions.positive("the number of attention heads", heads);
    Dimensions.positive("the number of key and value heads", kvHeads);
    Dimensions.positive("the width of a head", headDim);
    Dimensions.positive("the width of a value", valueDim);
    if (slidingWindow.isPresent() && slidingWindow.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "a sliding window must hold a position: " + slidingWindow.getAsInt());
    }
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          heads + " heads cannot share " + kvHeads + " key and value heads evenly");
    }
    if (sharedKeyValue && valueDim != headDim) {
      throw new IllegalArgumentException(
          "keys of width " + headDim + " cannot serve as values of width " + valueDim);
    }
  }

  /** The plain form: full attention, no biases, norms, gates or sinks. */
  public static GroupedQueryAttention of(int heads, int kvHeads, int headDim) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        headDim,
        OptionalInt.empty(),
        AttentionBias.NONE,
        QueryKeyNorm.NONE,
        false,
        false,
        false);
  }

  /** The same with values of another width. */
  public GroupedQueryAttention withValueDim(int width) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        width,
        slidingWindow,
        bias,
        queryKeyNorm,
        outputGate,
        sinks,
        sharedKeyValue);
  }

  /** The same over the last positions only. */
  public GroupedQueryAttention withSlidingWindow(int positions) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        OptionalInt.of(positions),
        bias,
        queryKeyNorm,
        outputGate,
        sinks,
        sharedKeyValue);
  }

  /** The same with biases. */
  public GroupedQueryAttention withBias(AttentionBias where) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        slidingWindow,
        where,
        queryKeyNorm,
        outputGate,
        sinks,
        sharedKeyValue);
  }

  /** The same with normalised queries and keys. */
  public GroupedQueryAttention withQueryKeyNorm(QueryKeyNorm how) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        slidingWindow,
        bias,
        how,
        outputGate,
        sinks,
        sharedKeyValue);
  }

  /** The same with or without a gated output. */
  public GroupedQueryAttention withOutputGate(boolean present) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        slidingWindow,
        bias,
        queryKeyNorm,
        present,
        sinks,
        sharedKeyValue);
  }

  /** The same with or without sinks. */
  public GroupedQueryAttention withSinks(boolean present) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        slidingWindow,
        bias,
        queryKeyNorm,
        outputGate,
        present,
        sharedKeyValue);
  }

  /** The same with or without one projection for keys and values. */
  public GroupedQueryAttention withSharedKeyValue(boolean shared) {
    return new GroupedQueryAttention(
        heads,
        kvHeads,
        headDim,
        valueDim,
        slidingWindow,
        bias,
        queryKeyNorm,
        outputGate,
        sinks,
        shared);
  }

  /** Query, key and value columns of the fused input projection, the output gate included. */
  public long projectedWidth() {
    long queries = (long) heads * headDim;
    long keys = (long) kvHeads * headDim;
    long values = sharedKeyValue ? 0 : (long) kvHeads * valueDim;
    long gate = outputGate ? attendedWidth() : 0;
    return queries + keys + values + gate;
  }

  /** Width of the heads' outputs side by side, which the output projection reads. */
  public long attendedWidth() {
    return (long) heads * valueDim;
  }

  /**
   * Projections of queries, keys, values (and gate) from the residual stream, and of the heads'
   * output back to it (Vaswani et al. 2017, section 3.2.2).
   */
  @Override
  public Parameters parameters(int hidden) {
    long biases =
        switch (bias) {
          case NONE -> 0;
          case QUERY_KEY_VALUE -> projectedWidth();
          case ALL -> projectedWidth() + hidden;
        };
    long norms =
        switch (queryKeyNorm) {
          case NONE -> 0;
          case PER_HEAD -> 2L * headDim;
          case PER_LAYER -> (long) (heads + kvHeads) * headDim;
        };
    return new Parameters(
        hidden * (projectedWidth() + attendedWidth()), biases + (sinks ? heads : 0), norms);
  }

  /** Keys and values of each group, also where one projection gives both, up to the window. */
  @Override
  public long cacheElements(long tokens) {
    long kept = slidingWindow.isPresent() ? Math.min(tokens, slidingWindow.getAsInt()) : tokens;
    return kept * kvHeads * (headDim + valueDim);
  }
}
