package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the passes of a micro-batch take in the chunks of a layout, and what they hand on. */
public final class PassCosts {
  private final LayerStrategy layers;
  private final int microBatches;

  /** Whether weights or gradients are exchanged beside each pass. */
  final boolean exchangesBeside;

  /** By shape. */
  final ChunkPasses[] chunks;

  /**
   * Passes that take no longer than those and are found faster: the same with nothing beside their
   * kernels.
   */
  final ChunkPasses[] atLeast;

  /** Bytes that stages of each class keep at least; found when they are asked for. */
  double @Nullable [] leastPeaks;

  /** Times that decide the order, at all clocks; found when they are asked for. */
  @Nullable List<PassTimes> orders;

  /** Bytes that stages of each class keep in the first of these orders, as far as was asked. */
  final List<double[]> peaksInOrders = new ArrayList<>();

  /** Bytes that the fullest stage keeps in host memory at least; negative: not yet known. */
  double leastHostBytes = -1;

  /** By hop of the layout. */
  final ExchangeFigures[] hops;

  PassCosts(
      LayerStrategy layers,
      int microBatches,
      boolean exchangesBeside,
      ChunkPasses[] chunks,
      ChunkPasses[] atLeast,
      ExchangeFigures[] hops) {
    this.layers = layers;
    this.microBatches = microBatches;
    this.exchangesBeside = exchangesBeside;
    this.chunks = chunks;
    this.atLeast = atLeast;
    this.hops = hops;
  }

  /** How a rank works through its layers. */
  public LayerStrategy layers() {
    return layers;
  }

  /** Micro-batches of an iteration on each replica. */
  public int microBatches() {
    return microBatches;
  }

  /**
   * The same in an iteration with another number of micro-batches: of it only matters whether there
   * are several, and that has to stay.
   */
  public PassCosts withMicroBatches(int number) {
    if (number > 1 != microBatches > 1) {
      throw new IllegalArgumentException(
          "passes of one micro-batch are not those of several: " + microBatches + ", " + number);
    }
    return number == microBatches
        ? this
        : new PassCosts(layers, number, exchangesBeside, chunks, atLeast, hops);
  }
}
