package io.millrace.simulator.lowering.training;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of a micro-batch take in a chunk, as numbers at one clock or several: a row for
 * each clock, in which each kind of pass has its {@link #SECONDS} and what it uses of engines,
 * memory and each level of the fabric in seconds at full rate, and after them all what kinds of
 * work the passes are together, how long each kind of pass waits for the host, and how long all
 * would if the host started with each. Rows are found when they are asked for; threads may share
 * them.
 */
final class ChunkPasses {

  /** Kinds of passes: forward, backward and, where that is split, the one for weights. */
  static final int KINDS = 3;

  /** The place of backward passes, or of input gradients, among them. */
  static final int BACKWARD = 1;

  static final int SECONDS = 0;
  static final int ENGINE = 1;
  static final int MEMORY = 2;

  private static final int LEVELS = 3;

  /** Kinds of work: matrix products, attention, element-wise passes, and what is repeated. */
  static final int WORK = 4;

  private final boolean split;
  private final ChunkMemory memory;
  private final IntFunction<double[]> source;
  private final Supplier<BesideKernels> besides;
  private volatile @Nullable BesideKernels beside;
  private final AtomicReferenceArray<double[]> rows;

  /**
   * A chunk.
   *
   * @param split whether gradients of weights are a pass of their own
   * @param source of the row at a clock
   * @param clocks how many
   * @param besides what passes take at least since something travels beside their kernels
   */
  ChunkPasses(
      boolean split,
      ChunkMemory memory,
      IntFunction<double[]> source,
      int clocks,
      Supplier<BesideKernels> besides) {
    this.split = split;
    this.memory = memory;
    this.source = source;
    this.besides = besides;
    this.rows = new AtomicReferenceArray<>(clocks);
  }

  /** Numbers of a kind of pass. */
  static int width(int levels) {
    return LEVELS + levels;
  }

  /** Numbers in a row. */
  static int length(int levels) {
    return KINDS * width(levels) + WORK + KINDS + 1;
  }

  /** Whether gradients of weights are a pass of their own. */
  boolean split() {
    return split;
  }

  /** What the passes take and return. */
  ChunkMemory memory() {
    return memory;
  }

  /** The numbers at a clock. */
  double[] row(int clock) {
    double[] row = rows.get(clock);
    if (row == null) {
      row = source.apply(clock);
      rows.set(clock, row);
    }
    return row;
  }

  /** What passes take at least since something travels beside their kernels. */
  BesideKernels besideKernels() {
    BesideKernels known = beside;
    if (known == null) {
      known = besides.get();
      beside = known;
    }
    return known;
  }
}
