package io.millrace.planner.export.megatron;

import io.millrace.planner.export.DocumentedNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What was looked up of Megatron's words; those of experts and latent attention were not. */
final class DocumentedWords {
  /**
   * Options of Megatron-LM as of 2026-08-22: {@code megatron/training/arguments.py}, {@code
   * megatron/core/model_parallel_config.py}, {@code examples/llama/train_llama3_8b_h100_fp8.sh}.
   */
  private static final DocumentedNames OPTIONS =
      DocumentedNames.of(
          "--num-layers",
          "--hidden-size",
          "--ffn-hidden-size",
          "--num-attention-heads",
          "--group-query-attention",
          "--num-query-groups",
          "--kv-channels",
          "--seq-length",
          "--max-position-embeddings",
          "--vocab-size",
          "--swiglu",
          "--attention-dropout",
          "--hidden-dropout",
          "--normalization",
          "--position-embedding-type",
          "--untie-embeddings-and-output-weights",
          "--disable-bias-linear",
          "--tensor-model-parallel-size",
          "--pipeline-model-parallel-size",
          "--pipeline-model-parallel-layout",
          "--context-parallel-size",
          "--expert-model-parallel-size",
          "--expert-tensor-parallel-size",
          "--sequence-parallel",
          "--use-tp-pp-dp-mapping",
          "--micro-batch-size",
          "--global-batch-size",
          "--recompute-granularity",
          "--recompute-method",
          "--recompute-num-layers",
          "--recompute-modules",
          "--use-distributed-optimizer",
          "--use-megatron-fsdp",
          "--data-parallel-sharding-strategy",
          "--overlap-grad-reduce",
          "--overlap-param-gather",
          "--train-iters",
          "--eval-iters",
          "--bf16",
          "--fp8-format");

  /**
   * Keys of Megatron-Bridge as of 2026-08-22 that are no option of Megatron-LM with underscores:
   * {@code docs/training/config-container-overview.md}.
   */
  private static final DocumentedNames KEYS =
      DocumentedNames.of("model.virtual_pipeline_model_parallel_size", "mixed_precision");

  private DocumentedWords() {}

  /** What to know of options of Megatron-LM in a script. */
  static Optional<String> remarkOnOptions(String script) {
    return OPTIONS.remark(script, List.of());
  }

  /**
   * What to know of keys of Megatron-Bridge. Both take the fields of the same records, so that a
   * field is known by the option that is made of it.
   */
  static Optional<String> remarkOnKeys(String script, Collection<String> keys) {
    return KEYS.remark(script, keys.stream().filter(it -> !OPTIONS.has(option(it))).toList());
  }

  private static String option(String key) {
    return "--" + key.substring(key.lastIndexOf('.') + 1).replace('_', '-');
  }
}
