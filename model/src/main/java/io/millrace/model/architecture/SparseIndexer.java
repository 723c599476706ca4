package io.millrace.model.architecture;

/**
 * A small attention that picks which positions the main attention reads (DeepSeek-V3.2-Exp technical
 * report 2025, section 1; {@code Indexer} of its reference code).
 *
 * @param heads query heads of the indexer, which share one key
 * @param headDim width of a query and of the key
 * @param topK positions picked per query
 */
public record SparseIndexer(int heads, int headDim, int topK) {

  /** Checks counts and widths. */
  public SparseIndexer {
    Dimensions.positive("the number of indexer heads", heads);
    Dimensions.positive("the width of an indexer head", headDim);
    Dimensions.positive("the positions that an indexer picks", topK);
  }

  /**
   * Queries from the query latent, one key and the heads' weights from the residual stream, and a
   * layer norm (gain and bias) on the key.
   */
  public Parameters parameters(int hidden, int queryRank) {
    long queries = (long) queryRank * heads * headDim;
    return new Parameters(queries + (long) hidden * (headDim + heads), 0, 2L * headDim);
  }
}
