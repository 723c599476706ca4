package io.millrace.simulator.lowering.training.schedule;

/**
 * The sizes of a pipeline.
 *
 * @param stages how many
 * @param microBatches how many
 * @param chunks chunks of layers on each stage
 */
public record PipelineShape(int stages, int microBatches, int chunks) {

  /** Checks the numbers. */
  public PipelineShape {
    if (stages < 1 || microBatches < 1 || chunks < 1) {
      throw new IllegalArgumentException(
          "sizes must be positive: %d, %d, %d".formatted(stages, microBatches, chunks));
    }
  }

  /** Chunks of all stages. */
  public int virtualStages() {
    return stages * chunks;
  }
}
