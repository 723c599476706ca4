package io.millrace.simulator.lowering.training;

/**
 * Memory of weights that are shared out and gathered for use. The tables and the final norm make a
 * unit of their own, the root's, that stays gathered from the forward to the backward pass; of the
 * layers there are the one in use and the one that is gathered ahead (PyTorch FSDP, arXiv
 * 2304.11277, sections 3.3 and 4.3).
 */
final class GatheredWeights {
  private static final int LAYERS_AT_A_TIME = 2;

  private final TrainingContext context;
  private final StageWork work;

  GatheredWeights(TrainingContext context, StageWork work) {
    this.context = context;
    this.work = work;
  }

  double bytes() {
    if (!context.plan().sharding().shardsWeights()) {
      return 0;
    }
    double layers = LAYERS_AT_A_TIME * largestUnit();
    double gathered = context.elementBytes() * (layers + root());
    boolean copies = context.framework().dataExchange().copiesBuckets();
    return (context.gathersEachLayer() ? gathered : 0) + (copies ? arriving() : 0);
  }

  /**
   * Where gathered weights are copied out of flat buffers, these come from a stream of their own,
   * whose memory no other stream reuses: a layer's and the one before it, the root's if that is
   * larger (measured with PyTorch 2.11).
   */
  private double arriving() {
    double layer = context.gatheredBytes() * largestUnit();
    return layer + Math.max(layer, context.elementBytes() * root());
  }

  /** The largest part of the layers that is gathered at a time: a layer, or one matrix of it. */
  private double largestUnit() {
    double layer =
        work.chunks().stream()
            .flatMap(chunk -> chunk.layers().stream())
            .mapToDouble(it -> ParameterShare.of(context, it).all())
            .max()
            .orElse(0);
    return context.framework().dataExchange().coalesced()
        ? layer
        : layer / TrainingContext.MATRICES;
  }

  private double root() {
    double all = work.allParameters().all();
    double layers =
        work.chunks().stream()
            .flatMap(chunk -> chunk.layers().stream())
            .mapToDouble(it -> ParameterShare.of(context, it).all())
            .sum();
    return Math.max(0, all - layers);
  }
}
