package io.millrace.simulator.lowering.training.schedule;

/** Which stage holds which virtual stage; virtual stages are numbered along the forward pass. */
public enum Placement {
  /**
   * Round and round: virtual stage {@code i} is on stage {@code i % p} (2104.04473, section 2.2).
   */
  LOOPED {
    @Override
    public int stage(int virtualStage, int stages) {
      return virtualStage % stages;
    }
  },
  /**
   * To and fro: the second chunk of a stage comes in reverse order, so that the first stage holds
   * both ends of the model and the turn needs no transfer (2401.10241, section 6).
   */
  V_SHAPED {
    @Override
    public int stage(int virtualStage, int stages) {
      int place = virtualStage % stages;
      return virtualStage / stages % 2 == 0 ? place : stages - 1 - place;
    }
  };

  /** The stage that holds a virtual stage. */
  public abstract int stage(int virtualStage, int stages);

  /** The virtual stage that is a stage's chunk; a stage's chunks are in the order of the pass. */
  public int virtualStage(int stage, int chunk, int stages) {
    return chunk * stages + stage(chunk * stages + stage, stages);
  }
}
