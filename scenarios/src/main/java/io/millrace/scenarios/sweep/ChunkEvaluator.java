package io.millrace.scenarios.sweep;

/** Makes the rows of chunks: the same rows whoever makes them. Serves one thread. */
@FunctionalInterface
interface ChunkEvaluator {

  /** The rows of a chunk, in the order of its points. */
  RowTable evaluate(Chunk chunk);

  /** For a sweep, with the parameters that ship. */
  static ChunkEvaluator of(Sweep sweep) {
    return new ContextEvaluator(sweep);
  }
}
