package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import org.jspecify.annotations.Nullable;

/** What the passes of a micro-batch take in the chunks of a layout, and what they hand on. */
public final class PassCosts {
  private final LayerStrategy layers;
  private final int microBatches;

  /** By shape. */
  final ChunkPasses[] chunks;

  /** Passes that take no longer than those and are found faster. */
  final ChunkPasses[] atLeast;

  /** What passes take at least besides, by shape; empty: nothing. */
  private final double[] copySeconds;

  /** Bytes that stages of each class keep at least; found when they are asked for. */
  double @Nullable [] leastPeaks;

  /** By hop of the layout. */
  final ExchangeFigures[] hops;

  PassCosts(
      LayerStrategy layers,
      int microBatches,
      ChunkPasses[] chunks,
      ChunkPasses[] atLeast,
      double[] copySeconds,
      ExchangeFigures[] hops) {
    this.layers = layers;
    this.microBatches = microBatches;
    this.chunks = chunks;
    this.atLeast = atLeast;
    this.copySeconds = copySeconds;
    this.hops = hops;
  }

  /** Seconds that activations of a shape's chunks travel to the host in each pass. */
  double copySeconds(int shape) {
    return copySeconds.length == 0 ? 0 : copySeconds[shape];
  }

  /** How a rank works through its layers. */
  public LayerStrategy layers() {
    return layers;
  }

  /** Micro-batches of an iteration on each replica. */
  public int microBatches() {
    return microBatches;
  }
}
