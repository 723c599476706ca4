package io.millrace.model.plan;

import java.util.Locale;

/**
 * Which ranks lie next to each other: tensor-parallel ones always, then those that share a
 * sequence, then these (Megatron-LM, {@code megatron/core/parallel_state.py}).
 */
public enum RankOrder {
  /** Replicas, so that stages of a pipeline are furthest apart: {@code tp-cp-ep-dp-pp}. */
  DATA_BEFORE_PIPELINE,
  /**
   * Stages, so that replicas are furthest apart: {@code tp-cp-ep-pp-dp}, Megatron-LM's {@code
   * --use-tp-pp-dp-mapping}. It takes this order only where experts have as many copies as the rest
   * of the model; other plans place their experts here as if it took them.
   */
  PIPELINE_BEFORE_DATA;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
