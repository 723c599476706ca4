package io.millrace.model.architecture;

import java.util.Optional;

/**
 * Attention over a short window and over a compressed past (DeepSeek-V4): one latent per position
 * is key and value of all heads; runs of {@code compression} latents are pooled into one, of which
 * either all are attended to or those that an indexer picks.
 *
 * @param heads query heads
 * @param headDim width of a query and of the latent, the rotary part included
 * @param ropeDim width of the rotary part
 * @param queryRank width of the query latent
 * @param outputRank width that each output group is projected to
 * @param outputGroups groups of heads that are projected together
 * @param slidingWindow positions attended to without compression
 * @param compression positions pooled into one, 0 for a layer that sees the window only
 * @param indexer what picks among the compressed positions, absent for all of them
 */
public record CompressedAttention(
    int heads,
    int headDim,
    int ropeDim,
    int queryRank,
    int outputRank,
    int outputGroups,
    int slidingWindow,
    int compression,
    Optional<SparseIndexer> indexer)
    implements SequenceMixer {

  /** Checks counts and widths. */
  public CompressedAttention {
    Dimensions.positive("the number of attention heads", heads);
    Dimensions.positive("the width of a head", headDim);
    Dimensions.notNegative("the width of a rotary key", ropeDim);
    Dimensions.positive("the query rank", queryRank);
    Dimensions.positive("the output rank", outputRank);
    Dimensions.positive("the number of output groups", outputGroups);
    Dimensions.positive("the sliding window", slidingWindow);
    Dimensions.notNegative("the compression", compression);
    if (ropeDim > headDim) {
      throw new IllegalArgumentException(
          "the rotary part of " + ropeDim + " does not fit into a head of " + headDim);
    }
    if (heads % outputGroups != 0) {
      throw new IllegalArgumentException(
          heads + " heads do not divide into " + outputGroups + " output groups");
    }
    if (indexer.isPresent() && compression == 0) {
      throw new IllegalArgumentException("there are no compressed positions to pick from");
    }
  }

  /**
   * Query down and up projections, the latent, grouped output projections, a sink per head, a norm
   * on either latent, and the compressors (NVIDIA NeMo AutoModel's {@code deepseek_v4.layers},
   * which describes the reference implementation).
   */
  @Override
  public Parameters parameters(int hidden) {
    long attended = (long) heads * headDim;
    long queries = (long) hidden * queryRank + queryRank * attended;
    long output = attended * outputRank + (long) outputGroups * outputRank * hidden;
    Parameters attention =
        new Parameters(
            queries + (long) hidden * headDim + output, heads, (long) queryRank + headDim);
    if (compression == 0) {
      return attention;
    }
    Parameters compressed = attention.plus(compressor(hidden, headDim));
    return indexer.map(it -> compressed.plus(indexing(hidden, it))).orElse(compressed);
  }

  /**
   * Pools latents with learned gates: latent and gate projections, a gate per position of the run,
   * and a norm. Where an indexer picks, runs overlap by half, which doubles the projections.
   */
  private Parameters compressor(int hidden, int width) {
    long columns = (indexer.isPresent() ? 2L : 1L) * width;
    return new Parameters(2L * hidden * columns + compression * columns, 0, width);
  }

  private Parameters indexing(int hidden, SparseIndexer picks) {
    long queries = (long) queryRank * picks.heads() * picks.headDim();
    return Parameters.weights(queries + (long) hidden * picks.heads())
        .plus(compressor(hidden, picks.headDim()));
  }

  /** The window's latents, and one latent (and indexer key) for each compressed run. */
  @Override
  public long cacheElements(long tokens) {
    long window = Math.min(tokens, slidingWindow) * headDim;
    long runs = compression == 0 ? 0 : tokens / compression;
    return window + runs * (headDim + indexer.map(SparseIndexer::cachedWidth).orElse(0));
  }
}
