package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What chunks take, and keep, that a rank works through in one way. Threads may share it. */
final class ChunkCosts {
  private final List<TrainingContext> contexts;
  private final SimulatedPasses simulated;
  private final Optional<ChunkCosts> alone;
  private final Map<Integer, ChunkPasses> known = new ConcurrentHashMap<>();

  /**
   * Prepares them.
   *
   * @param contexts of the way, one for each clock
   * @param simulated what its passes take, each with a host that starts with it
   * @param alone the same way with nothing beside its kernels, where there is something
   */
  ChunkCosts(
      List<TrainingContext> contexts, SimulatedPasses simulated, Optional<ChunkCosts> alone) {
    this.contexts = contexts;
    this.simulated = simulated;
    this.alone = alone;
  }

  /** The passes of a chunk that has been described at one clock. */
  static ChunkPasses described(
      TrainingContext context, Chunk chunk, Map<PassKind, PassWork> passes) {
    int width = PassNumbers.width(context);
    double[] row = row(context, width, PassNumbers.of(passes, width));
    ChunkMemory memory = ChunkMemory.of(context, new ChunkWork(context, chunk));
    return new ChunkPasses(
        context.splitsBackward(), memory, clock -> row, 1, () -> BesideKernels.NOTHING);
  }

  /**
   * The same way with nothing beside its kernels: all activations on the device, all weights there,
   * all gradients kept. Empty if that is so.
   */
  Optional<ChunkCosts> alone() {
    return alone;
  }

  /** A chunk's passes. */
  ChunkPasses of(Shapes.Shape shape) {
    ChunkPasses passes = known.get(shape.number());
    if (passes == null) {
      Chunk chunk = shape.chunk();
      TrainingContext context = contexts.getFirst();
      int width = PassNumbers.width(context);
      passes =
          new ChunkPasses(
              context.splitsBackward(),
              ChunkMemory.of(context, new ChunkWork(context, chunk)),
              clock -> row(contexts.get(clock), width, simulated.numbers(clock, chunk)),
              contexts.size(),
              () -> besideKernels(chunk));
      known.put(shape.number(), passes);
    }
    return passes;
  }

  /**
   * What passes take at least since exchanges and copies travel beside their kernels. Those of one
   * kind do so one after the other, each for no less than it takes alone, and the pass ends when
   * all have; only the gaps that the host makes meanwhile may be spared by a host that is ahead
   * ({@link HostAhead}), and they are no longer than the host takes to issue the pass. And nothing
   * runs beside the first that kernels wait for, nor beside the last that sets out after them.
   * While activations are on their way back the host issues the backward pass, which spares it its
   * gaps, those before its exchanges too: again no longer than the host takes to issue it.
   */
  private BesideKernels besideKernels(Chunk chunk) {
    if (alone.isEmpty()) {
      return BesideKernels.NOTHING;
    }
    TrainingContext context = contexts.getFirst();
    ChunkWork work = new ChunkWork(context, chunk);
    List<Step.Exchange> weights = exchanges(work.gathersWeights());
    List<Step.Exchange> gradients = exchanges(work.scattersGradients());
    double copies = work.copySeconds();
    double lastCopy = work.lastCopySeconds();
    double spared = alone.get().sparedSeconds(chunk, weights.size() + gradients.size());
    double first = weights.isEmpty() ? 0 : seconds(context, weights.getFirst());
    double last = gradients.isEmpty() ? 0 : seconds(context, gradients.getLast());
    double lastReturn =
        Math.max(0, lastCopy - alone.get().hostSeconds(chunk, ChunkPasses.BACKWARD));
    return new BesideKernels(
        Math.max(0, Math.max(copies, longest(context, weights)) - spared),
        Math.max(first, lastCopy),
        Math.max(0, Math.max(copies, longest(context, gradients)) - spared),
        Math.max(last, lastReturn));
  }

  private static List<Step.Exchange> exchanges(List<Step> steps) {
    return steps.stream()
        .filter(Step.Exchange.class::isInstance)
        .map(Step.Exchange.class::cast)
        .toList();
  }

  private static double seconds(TrainingContext context, Step.Exchange exchange) {
    return context.costs().cost(exchange.collective(), context.group(exchange.axis())).seconds();
  }

  /** Seconds of the axis whose ranks are busy longest, each with one exchange after the other. */
  private static double longest(TrainingContext context, List<Step.Exchange> exchanges) {
    double[] seconds = new double[Axis.values().length];
    for (Step.Exchange exchange : exchanges) {
      seconds[exchange.axis().ordinal()] += seconds(context, exchange);
    }
    return Arrays.stream(seconds).max().orElse(0);
  }

  /** How long the host takes to issue a kind of pass. */
  private double hostSeconds(Chunk chunk, int kind) {
    int width = PassNumbers.width(contexts.getFirst());
    return simulated.numbers(0, chunk)[(kind + 1) * width - 1];
  }

  /** How long the gaps of a pass may be that are spared, with some exchanges to launch besides. */
  private double sparedSeconds(Chunk chunk, int exchanges) {
    TrainingContext context = contexts.getFirst();
    double most = 0;
    double all = 0;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      double host = hostSeconds(chunk, kind);
      most = Math.max(most, host);
      all += host;
    }
    return HostAhead.spares(context, all) ? most + exchanges * context.launchSeconds() : 0;
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
    double[] row = new double[ChunkPasses.KINDS * (rowWidth + 1) + ChunkPasses.WORK + 1];
    row[row.length - 1] = gaps;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      int from = kind * width;
      System.arraycopy(numbers, from, row, kind * rowWidth, rowWidth);
      double waiting = numbers[from + width - 2];
      row[kind * rowWidth] -= (1 - share) * waiting;
      row[row.length - 1 - ChunkPasses.KINDS + kind] = share * waiting;
      for (int i = 0; i < ChunkPasses.WORK; i++) {
        row[ChunkPasses.KINDS * rowWidth + i] += numbers[from + rowWidth + i];
      }
    }
    return row;
  }
}
