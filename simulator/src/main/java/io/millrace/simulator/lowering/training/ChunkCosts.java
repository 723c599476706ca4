package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What chunks take, and keep, that a rank works through in one way. Threads may share it. */
final class ChunkCosts {
  private final List<TrainingContext> contexts;
  private final SimulatedPasses simulated;
  private final Map<Chunk, ChunkPasses> known = new ConcurrentHashMap<>();

  /**
   * Prepares them.
   *
   * @param contexts of the way, one for each clock
   * @param simulated what its passes take, each with a host that starts with it
   */
  ChunkCosts(List<TrainingContext> contexts, SimulatedPasses simulated) {
    this.contexts = contexts;
    this.simulated = simulated;
  }

  /** The passes of a chunk that has been described at one clock. */
  static ChunkPasses described(
      TrainingContext context, Chunk chunk, Map<PassKind, PassWork> passes) {
    int width = SimulatedPasses.width(context);
    double[] row = row(context, width, SimulatedPasses.numbers(passes, width));
    ChunkMemory memory = ChunkMemory.of(context, new ChunkWork(context, chunk));
    return new ChunkPasses(context.splitsBackward(), memory, clock -> row, 1);
  }

  /** A chunk's passes. */
  ChunkPasses of(Chunk chunk) {
    ChunkPasses passes = known.get(chunk);
    if (passes == null) {
      TrainingContext context = contexts.getFirst();
      int width = SimulatedPasses.width(context);
      passes =
          new ChunkPasses(
              context.splitsBackward(),
              ChunkMemory.of(context, new ChunkWork(context, chunk)),
              clock -> row(contexts.get(clock), width, simulated.numbers(clock, chunk)),
              contexts.size());
      known.put(chunk, passes);
    }
    return passes;
  }

  /** Seconds that activations of a chunk travel to the host in each pass. */
  double copySeconds(Chunk chunk) {
    return new ChunkWork(contexts.getFirst(), chunk).copySeconds();
  }

  /** The numbers as a row, with what the host is ahead. */
  private static double[] row(TrainingContext context, int width, double[] numbers) {
    double gaps = 0;
    double seconds = 0;
    double host = 0;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      seconds += numbers[kind * width + ChunkPasses.SECONDS];
      gaps += numbers[(kind + 1) * width - 2];
      host += numbers[(kind + 1) * width - 1];
    }
    double share = HostAhead.shareOfGaps(context, gaps, seconds - gaps, host);
    int rowWidth = width - ChunkPasses.WORK - 2;
    double[] row = new double[ChunkPasses.KINDS * rowWidth + ChunkPasses.WORK];
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      int from = kind * width;
      System.arraycopy(numbers, from, row, kind * rowWidth, rowWidth);
      row[kind * rowWidth] -= (1 - share) * numbers[from + width - 2];
      for (int i = 0; i < ChunkPasses.WORK; i++) {
        row[ChunkPasses.KINDS * rowWidth + i] += numbers[from + rowWidth + i];
      }
    }
    return row;
  }
}
