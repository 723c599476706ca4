package io.millrace.model.workload;

import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import java.util.Map;

/**
 * Low-rank adapters beside the matrices of attention and of dense networks: the only weights that
 * are trained, all others stay as they are (Hu et al., LoRA, arXiv 2106.09685, section 4.1).
 * Experts and routers have none, as usual.
 *
 * @param rank of each of the two factors that stand beside a matrix
 */
public record Adapters(int rank) {

  /** Checks the rank. */
  public Adapters {
    if (rank < 1) {
      throw new IllegalArgumentException("the rank of adapters must be positive: " + rank);
    }
  }

  /** Their weights: for each matrix one factor as wide as its input, one as its output. */
  public long parameters(ModelArchitecture model) {
    long widths = 0;
    for (Map.Entry<Layer, Integer> kind : model.distinctLayers().entrySet()) {
      widths += kind.getValue() * widths(kind.getKey(), model.hidden());
    }
    return rank * widths;
  }

  /** Factors as tensors: two for each matrix. */
  public long tensors(ModelArchitecture model) {
    long count = 0;
    for (Map.Entry<Layer, Integer> kind : model.distinctLayers().entrySet()) {
      count += 2L * kind.getValue() * matrices(kind.getKey());
    }
    return count;
  }

  private static long widths(Layer layer, int hidden) {
    long mixer =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> {
            int queries = attention.heads() * attention.headDim();
            int keys = attention.kvHeads() * attention.headDim();
            int values = attention.kvHeads() * attention.valueDim();
            int results = attention.heads() * attention.valueDim();
            yield 4L * hidden + queries + keys + values + results;
          }
          case LatentAttention attention ->
              3L * hidden
                  + attention.queryRank()
                  + attention.kvRank()
                  + attention.ropeDim()
                  + (long) attention.heads() * attention.valueDim();
          default -> 0;
        };
    long network =
        layer.feedForward() instanceof DenseFeedForward dense
            ? (long) dense.activation().matrices() * (hidden + dense.inner())
            : 0;
    return mixer + network;
  }

  private static int matrices(Layer layer) {
    int mixer =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> 4;
          case LatentAttention attention -> 3;
          default -> 0;
        };
    return layer.feedForward() instanceof DenseFeedForward dense
        ? mixer + dense.activation().matrices()
        : mixer;
  }
}
