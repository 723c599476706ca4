package io.millrace.simulator.lowering.training.schedule;

/** What a pass of a micro-batch is for. */
public enum PassKind {
  /** A chunk's forward pass. */
  FORWARD("F"),
  /** A chunk's whole backward pass. */
  BACKWARD("B"),
  /** The part of a backward pass that the stage before waits for. */
  INPUT_GRADIENT("B"),
  /** The rest of a backward pass, for which only the optimizer waits. */
  WEIGHT_GRADIENT("W"),
  /**
   * A stage's share of the output layer: logits and what they give without knowing the others'
   * (passes S of 2411.05288).
   */
  OUTPUT("S"),
  /** What follows once the softmax is known (passes T of 2411.05288). */
  OUTPUT_GRADIENT("T"),
  /** A stage's share of the embedding. */
  EMBEDDING("E"),
  /** The gradient of that share. */
  EMBEDDING_GRADIENT("G");

  private final String letter;

  PassKind(String letter) {
    this.letter = letter;
  }

  /** One letter for pictures. */
  public String letter() {
    return letter;
  }

  /** Whether it hands gradients on to the virtual stage before. */
  public boolean handsGradientsOn() {
    return this == BACKWARD || this == INPUT_GRADIENT;
  }

  /** Whether gradients of a chunk's weights are whole once all micro-batches had it. */
  public boolean givesWeightGradients() {
    return this == BACKWARD || this == WEIGHT_GRADIENT;
  }
}
