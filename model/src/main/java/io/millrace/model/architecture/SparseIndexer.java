package io.millrace.model.architecture;

/**
 * A small attention that picks which positions the main attention reads (DeepSeek-V3.2-Exp
 * technical report 2025, section 1; {@code Indexer} of its reference code).
 *
 * @param heads query heads of the indexer, which share one key
 * @param headDim width of a query and of the key
 * @param topK positions picked per query
 * @param reused whether the layer takes the picks of an earlier layer and has no indexer of its own
 *     (GLM-5.2)
 */
public record SparseIndexer(int heads, int headDim, int topK, boolean reused) {

  /** Checks counts and widths. */
  public SparseIndexer {
    Dimensions.positive("the number of indexer heads", heads);
    Dimensions.positive("the width of an indexer head", headDim);
    Dimensions.positive("the positions that an indexer picks", topK);
  }

  /** An indexer of the layer's own. */
  public static SparseIndexer of(int heads, int headDim, int topK) {
    return new SparseIndexer(heads, headDim, topK, false);
  }

  /** The same, taking the picks of an earlier layer. */
  public SparseIndexer withReuse() {
    return new SparseIndexer(heads, headDim, topK, true);
  }

  /** The same with an indexer of its own. */
  public SparseIndexer withoutReuse() {
    return of(heads, headDim, topK);
  }

  /** Width of the key that it caches per position. */
  public int cachedWidth() {
    return reused ? 0 : headDim;
  }

  /**
   * Queries from the query latent, one key and the heads' weights from the residual stream, and a
   * layer norm (gain and bias) on the key.
   */
  public Parameters parameters(int hidden, int queryRank) {
    if (reused) {
      return Parameters.NONE;
    }
    long queries = (long) queryRank * heads * headDim;
    return new Parameters(queries + (long) hidden * (headDim + heads), 0, 2L * headDim);
  }
}
