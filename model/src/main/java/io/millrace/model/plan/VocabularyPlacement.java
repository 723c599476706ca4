package io.millrace.model.plan;

import java.util.Locale;

/** Where a pipeline computes the output layer and the loss (Yeung et al., arXiv 2411.05288). */
public enum VocabularyPlacement {
  /** On the last stage. */
  LAST_STAGE,
  /** On the last stage, from which transformer layers move to earlier ones. */
  REDISTRIBUTED,
  /** Spread over all stages with one barrier per micro-batch (the paper's Vocab-2). */
  PARALLEL_ONE_BARRIER,
  /** Spread over all stages with two barriers per micro-batch (the paper's Vocab-1). */
  PARALLEL_TWO_BARRIERS,
  /**
   * Spread over all stages that compute it together, in step (nnScaler's interlaced pipeline as the
   * paper describes it).
   */
  INTERLACED;

  /** Whether every stage has a part of the output layer. */
  public boolean spread() {
    return this == PARALLEL_ONE_BARRIER || this == PARALLEL_TWO_BARRIERS || this == INTERLACED;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
