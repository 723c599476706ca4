package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.Map;

/**
 * The passes of a micro-batch in a chunk as a row of numbers that can be added up: for each kind of
 * pass the numbers of {@link ChunkPasses}, then its kinds of work, for how long it waits for the
 * host, and how long the host takes to issue it, in seconds.
 */
final class PassNumbers {
  /** Seconds that stand for a host that waits for its device: longer than any pass. */
  static final double WAITS = 1e9;

  private PassNumbers() {}

  /** Numbers of a kind of pass. */
  static int width(TrainingContext context) {
    return ChunkPasses.width(context.cluster().levels().size()) + ChunkPasses.WORK + 2;
  }

  /** The numbers of passes that have been described; kinds that are not among them have zeros. */
  static double[] of(Map<PassKind, PassWork> passes, int width) {
    double[] numbers = new double[ChunkPasses.KINDS * width];
    passes.forEach((kind, pass) -> write(pass.segment(), numbers, index(kind) * width, width));
    return numbers;
  }

  private static int index(PassKind kind) {
    return switch (kind) {
      case FORWARD -> 0;
      case BACKWARD, INPUT_GRADIENT -> 1;
      case WEIGHT_GRADIENT -> 2;
      case OUTPUT, OUTPUT_GRADIENT, EMBEDDING, EMBEDDING_GRADIENT ->
          throw new IllegalArgumentException("a pass of the vocabulary: " + kind);
    };
  }

  private static void write(Segment segment, double[] numbers, int from, int width) {
    numbers[from + ChunkPasses.SECONDS] = segment.seconds();
    numbers[from + ChunkPasses.ENGINE] = segment.seconds() * segment.engineShare();
    numbers[from + ChunkPasses.MEMORY] = segment.seconds() * segment.memoryShare();
    double[] levels = segment.levelShare();
    for (int i = 0; i < levels.length; i++) {
      numbers[from + ChunkPasses.MEMORY + 1 + i] = segment.seconds() * levels[i];
    }
    double[] parts = segment.parts();
    int work = from + width - ChunkPasses.WORK - 2;
    numbers[work] = parts[TimePart.MATRIX_PRODUCTS.ordinal()];
    numbers[work + 1] = parts[TimePart.ATTENTION.ordinal()];
    numbers[work + 2] = parts[TimePart.ELEMENT_WISE.ordinal()];
    numbers[work + 3] = parts[TimePart.RECOMPUTATION.ordinal()];
    numbers[from + width - 2] = segment.hostGaps();
    numbers[from + width - 1] = Math.min(WAITS, segment.hostSeconds());
  }
}
