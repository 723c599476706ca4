package io.millrace.model.huggingface;

import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.SparseIndexer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * DeepSeek-V4: each layer's {@code compress_ratios} is 0 (window only), 4 (an indexer picks among
 * the compressed positions) or larger (all of them are attended to).
 */
final class CompressedMixers {
  /** The ratio of the layers that pick. */
  private static final int PICKING = 4;

  private CompressedMixers() {}

  static IntFunction<SequenceMixer> read(TextConfig config, Family family, int layers) {
    int heads = config.heads();
    int headDim = config.required("head_dim");
    int ropeDim = config.required("qk_rope_head_dim");
    int queryRank = config.required("q_lora_rank");
    int outputRank = config.required("o_lora_rank");
    int outputGroups = config.required("o_groups");
    int window = config.required("sliding_window");
    Optional<SparseIndexer> indexer = MixerReader.indexer(config);
    if (indexer.isEmpty()) {
      config.missing("a whole number", "index_topk");
    }
    Optional<List<Integer>> ratios = config.numberPerLayer("compress_ratios", layers);
    if (ratios.isEmpty()) {
      config.missing("the compression of each layer", "compress_ratios");
    }
    return index -> {
      int ratio = ratios.orElseThrow().get(index);
      return new CompressedAttention(
          heads,
          headDim,
          ropeDim,
          queryRank,
          outputRank,
          outputGroups,
          window,
          ratio,
          ratio == PICKING ? indexer : Optional.empty());
    };
  }

  /** The attention of the modules that predict further tokens, which see the window only. */
  static SequenceMixer windowOnly(CompressedAttention attention) {
    return new CompressedAttention(
        attention.heads(),
        attention.headDim(),
        attention.ropeDim(),
        attention.queryRank(),
        attention.outputRank(),
        attention.outputGroups(),
        attention.slidingWindow(),
        0,
        Optional.empty());
  }
}
