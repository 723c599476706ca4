package io.millrace.model.architecture;

import java.util.Optional;

/**
 * Multi-head latent attention: keys and values of all heads are projections of one latent per
 * position, which is all that is cached beside one rotary key (DeepSeek-V2, arXiv 2405.04434,
 * section 2.1).
 *
 * @param heads attention heads
 * @param queryRank width of the query latent, 0 where queries come from the residual stream
 * @param kvRank width of the key-value latent
 * @param noPositionDim width of a head's query and key without position
 * @param ropeDim width of a head's rotary query and of the one rotary key
 * @param valueDim width of a head's value
 * @param outputGate whether a further projection of the input gates the heads' output (Kimi K3)
 * @param indexer what picks the positions to attend to, absent for all before the token
 */
public record LatentAttention(
    int heads,
    int queryRank,
    int kvRank,
    int noPositionDim,
    int ropeDim,
    int valueDim,
    boolean outputGate,
    Optional<SparseIndexer> indexer)
    implements SequenceMixer {

  /** Checks counts and widths. */
  public LatentAttention {
    Dimensions.positive("the number of attention heads", heads);
    Dimensions.notNegative("the query rank", queryRank);
    Dimensions.positive("the key-value rank", kvRank);
    Dimensions.positive("the width of a key without position", noPositionDim);
    Dimensions.notNegative("the width of a rotary key", ropeDim);
    Dimensions.positive("the width of a value", valueDim);
    if (indexer.isPresent() && queryRank == 0) {
      throw new IllegalArgumentException("a sparse indexer reads the query latent: give its rank");
    }
  }

  /** Without gate and indexer. */
  public static LatentAttention of(
      int heads, int queryRank, int kvRank, int noPositionDim, int ropeDim, int valueDim) {
    return new LatentAttention(
        heads, queryRank, kvRank, noPositionDim, ropeDim, valueDim, false, Optional.empty());
  }

  /** The same with or without a gated output. */
  public LatentAttention withOutputGate(boolean present) {
    return new LatentAttention(
        heads, queryRank, kvRank, noPositionDim, ropeDim, valueDim, present, indexer);
  }

  /** The same with an indexer. */
  public LatentAttention withIndexer(SparseIndexer picks) {
    return new LatentAttention(
        heads, queryRank, kvRank, noPositionDim, ropeDim, valueDim, outputGate, Optional.of(picks));
  }

  /** Width of a head's query and key, both parts. */
  public int queryDim() {
    return noPositionDim + ropeDim;
  }

  /**
   * Equations 37 to 47 of the paper: down and up projection of queries, down projection to the
   * latent and the rotary key, up projections of keys and values, output; a norm on each latent.
   */
  @Override
  public Parameters parameters(int hidden) {
    long queryWidth = (long) heads * queryDim();
    long queries =
        queryRank == 0 ? hidden * queryWidth : (long) queryRank * hidden + queryRank * queryWidth;
    long down = (long) hidden * (kvRank + ropeDim);
    long up = (long) kvRank * heads * (noPositionDim + valueDim);
    long output = (outputGate ? 2L : 1L) * heads * valueDim * hidden;
    Parameters attention =
        new Parameters(queries + down + up + output, 0, (long) queryRank + kvRank);
    return indexer.map(it -> attention.plus(it.parameters(hidden, queryRank))).orElse(attention);
  }

  /** The latent, the rotary key, and the indexer's key. */
  @Override
  public long cacheElements(long tokens) {
    return tokens * (kvRank + ropeDim + indexer.map(SparseIndexer::cachedWidth).orElse(0));
  }
}
