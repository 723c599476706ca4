package io.millrace.model.posttraining;

import java.util.Locale;

/** How a framework cuts a data-parallel rank's share of a batch into micro-batches. */
public enum MicroBatching {
  /**
   * As the pipeline wants it: one for each stage, two for each where it also goes backwards
   * (realhf/impl/model/backend/pipe_runner.py).
   */
  PIPELINE,
  /** Responses packed to the longest sequence there may be, one pack each. */
  PACKED,
  /**
   * Responses packed to twice the longest sequence on each device. Ranks get equal shares of the
   * tokens of all responses, which are cut into updates afterwards, so that the shares of one
   * update differ (verl, docs/perf/perf_tuning.rst; {@code trainer.balance_batch}).
   */
  BALANCED;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
