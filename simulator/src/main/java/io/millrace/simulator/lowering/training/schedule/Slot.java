package io.millrace.simulator.lowering.training.schedule;

/**
 * One pass of one micro-batch on a stage.
 *
 * @param kind what it is for
 * @param chunk which of the stage's chunks of layers, from the one nearest to the input; zero for
 *     passes of the vocabulary
 * @param microBatch counted from zero
 */
public record Slot(PassKind kind, int chunk, int microBatch) {

  /** The same pass of a later micro-batch. */
  public Slot later(int microBatches) {
    return new Slot(kind, chunk, microBatch + microBatches);
  }

  /** Whether it is the same pass as another, of a micro-batch so much later. */
  public boolean isLater(Slot other, int microBatches) {
    return kind == other.kind
        && chunk == other.chunk
        && microBatch == other.microBatch + microBatches;
  }

  /** Such as {@code F3} or, for the second chunk, {@code B3.1}. */
  @Override
  public String toString() {
    return kind.letter() + microBatch + (chunk > 0 ? "." + chunk : "");
  }
}
