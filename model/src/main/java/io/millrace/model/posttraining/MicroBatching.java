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
  PACKED;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
