package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What chunks take, and keep, that a rank works through in one way. Threads may share it. */
final class ChunkCosts {
  private final List<TrainingContext> contexts;
  private final SimulatedPasses simulated;
  private final Optional<ChunkCosts> kept;
  private final Map<Integer, ChunkPasses> known = new ConcurrentHashMap<>();

  /**
   * Prepares them.
   *
   * @param contexts of the way, one for each clock
   * @param simulated what its passes take, each with a host that starts with it
   * @param kept the same way with all activations on the device, where some are not and that takes
   *     no longer
   */
  ChunkCosts(List<TrainingContext> contexts, SimulatedPasses simulated, Optional<ChunkCosts> kept) {
    this.contexts = contexts;
    this.simulated = simulated;
    this.kept = kept;
  }

  /** The passes of a chunk that has been described at one clock. */
  static ChunkPasses described(
      TrainingContext context, Chunk chunk, Map<PassKind, PassWork> passes) {
    int width = SimulatedPasses.width(context);
    double[] row = row(context, width, SimulatedPasses.numbers(passes, width));
    ChunkMemory memory = ChunkMemory.of(context, new ChunkWork(context, chunk));
    return new ChunkPasses(context.splitsBackward(), memory, clock -> row, 1, () -> 0);
  }

  /** The same way with all activations on the device, if that takes no longer. */
  Optional<ChunkCosts> kept() {
    return kept;
  }

  /** A chunk's passes. */
  ChunkPasses of(Shapes.Shape shape) {
    ChunkPasses passes = known.get(shape.number());
    if (passes == null) {
      Chunk chunk = shape.chunk();
      TrainingContext context = contexts.getFirst();
      int width = SimulatedPasses.width(context);
      passes =
          new ChunkPasses(
              context.splitsBackward(),
              ChunkMemory.of(context, new ChunkWork(context, chunk)),
              clock -> row(contexts.get(clock), width, simulated.numbers(clock, chunk)),
              contexts.size(),
              () -> copySeconds(chunk));
      known.put(shape.number(), passes);
    }
    return passes;
  }

  /**
   * Seconds that a pass of a chunk takes at least since its activations travel to the host or back:
   * as long as they travel, but for gaps that the host makes meanwhile and that are spared when it
   * is ahead. Such gaps are no longer than the host takes to issue the pass.
   */
  private double copySeconds(Chunk chunk) {
    if (kept.isEmpty()) {
      return 0;
    }
    double travel = new ChunkWork(contexts.getFirst(), chunk).copySeconds();
    return Math.max(0, travel - kept.get().sparedSeconds(chunk));
  }

  /** How long the gaps of a pass may be that are spared. */
  private double sparedSeconds(Chunk chunk) {
    int width = SimulatedPasses.width(contexts.getFirst());
    double[] numbers = simulated.numbers(0, chunk);
    double most = 0;
    double all = 0;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      double host = numbers[(kind + 1) * width - 1];
      most = Math.max(most, host);
      all += host;
    }
    return HostAhead.spares(contexts.getFirst(), all) ? most : 0;
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
