package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;

/** What the passes of a micro-batch take in the chunks of a layout. */
public final class PassCosts {
  private final LayerStrategy layers;
  private final int microBatches;

  PassCosts(LayerStrategy layers, int microBatches) {
    this.layers = layers;
    this.microBatches = microBatches;
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
