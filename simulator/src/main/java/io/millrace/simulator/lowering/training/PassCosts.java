package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;

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

  /** What a plan's stages send to each other, by hop. */
  static ExchangeFigures[] hops(TrainingContext context, PlanLayout layout) {
    int levels = context.cluster().levels().size();
    ExchangeFigures[] hops = new ExchangeFigures[layout.hops().size()];
    Collective sent = new Collective(Collective.Kind.POINT_TO_POINT, context.boundaryBytes());
    for (int i = 0; i < hops.length; i++) {
      GroupPlacement pair = layout.hops().get(i);
      hops[i] = new ExchangeFigures(1, levels);
      hops[i].add(context.costs().cost(sent, pair), 1);
    }
    return hops;
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
