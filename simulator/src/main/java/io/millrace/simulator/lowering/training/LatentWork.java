package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;
import io.millrace.simulator.lowering.training.AttentionCore.Shape;

/**
 * Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434, section 2.1): down-projections that
 * every rank has whole, up-projections whose heads the ranks share, attention with every key
 * expanded.
 */
final class LatentWork {
  private final TrainingContext context;
  private final LinearWork linear;
  private final AttentionCore core;
  private final ElementWise passes;

  LatentWork(TrainingContext context) {
    this.context = context;
    this.linear = new LinearWork(context);
    this.core = new AttentionCore(context);
    this.passes = ElementWise.of(context);
  }

  void forward(StepList steps, LatentAttention attention) {
    int hidden = context.model().hidden();
    linear.localForward(steps, "latent down", hidden, downWidth(attention));
    norms(attention).forward(steps, "latent norms", latentElements(attention));
    expand(steps, attention);
    core.forward(steps, shape(attention));
    linear.rowForward(steps, "attention output", result(attention), hidden);
  }

  /** Up-projections, rotation, and the joining of both parts of queries and of keys. */
  private void expand(StepList steps, LatentAttention attention) {
    linear.columnForward(steps, "latent up", latentWidth(attention), upWidth(attention));
    passes.rotary().forward(steps, "rotary", ropeElements(attention));
    JOIN.forward(steps, "heads", expandedElements(attention));
  }

  void backward(StepList steps, LatentAttention attention) {
    int hidden = context.model().hidden();
    linear.rowBackward(steps, "attention output", result(attention), hidden);
    if (expandsAgain()) {
      StepList again = new StepList(true);
      expand(again, attention);
      steps.addAll(again);
    }
    core.backward(steps, shape(attention));
    JOIN.backward(steps, "heads", expandedElements(attention));
    passes.rotary().backward(steps, "rotary", ropeElements(attention));
    linear.columnBackward(steps, "latent up", latentWidth(attention), upWidth(attention));
    norms(attention).backward(steps, "latent norms", latentElements(attention));
    linear.localBackward(steps, "latent down", hidden, downWidth(attention));
  }

  /** Bytes that it keeps for the backward pass. */
  double keptBytes(LatentAttention attention) {
    double expanded =
        expandsAgain()
            ? 0
            : attention.heads() * (2.0 * attention.queryDim() + attention.valueDim());
    double latent = latentWidth(attention) * 2.0 + attention.ropeDim();
    return context.elementBytes()
            * (context.tokens() * (expanded + result(attention)) / context.tensor()
                + context.elementWiseTokens() * latent)
        + core.keptBytes(shape(attention));
  }

  /** Width of what its first products write. */
  double firstWidth(LatentAttention attention) {
    return latentWidth(attention) + upWidth(attention);
  }

  /**
   * Whether queries, keys and values are not kept but expanded again (Megatron-Core's {@code
   * mla_up_proj}; DeepSeek-V3 technical report, section 3.2.3).
   */
  private boolean expandsAgain() {
    return context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.CHEAP_OPERATIONS;
  }

  /** The rotary part is copied beside the other part of queries and keys: read and written. */
  private static final Passes JOIN = Passes.of(4, 2, 4, 2);

  private Passes norms(LatentAttention attention) {
    Passes one = passes.norm();
    return attention.queryRank() == 0
        ? one
        : new Passes(
            one.forwardBytes(),
            2 * one.forwardKernels(),
            one.backwardBytes(),
            2 * one.backwardKernels(),
            one.keptBytes());
  }

  private double latentElements(LatentAttention attention) {
    return context.elementWiseTokens() * latentWidth(attention);
  }

  private double ropeElements(LatentAttention attention) {
    return context.tokens() * (attention.heads() + 1.0) * attention.ropeDim() / context.tensor();
  }

  private double expandedElements(LatentAttention attention) {
    return context.tokens() * 2.0 * attention.heads() * attention.queryDim() / context.tensor();
  }

  private Shape shape(LatentAttention attention) {
    double heads = attention.heads() / (double) context.tensor();
    return new Shape(heads, heads, attention.queryDim(), attention.valueDim(), Integer.MAX_VALUE);
  }

  private static double result(LatentAttention attention) {
    return attention.heads() * (double) attention.valueDim();
  }

  private static double downWidth(LatentAttention attention) {
    return latentWidth(attention) + attention.ropeDim();
  }

  private static double latentWidth(LatentAttention attention) {
    return attention.queryRank() + attention.kvRank();
  }

  /** Columns of one product that does the work of both up-projections. */
  private double upWidth(LatentAttention attention) {
    double queryInput =
        attention.queryRank() == 0 ? context.model().hidden() : attention.queryRank();
    double work =
        queryInput * attention.heads() * attention.queryDim()
            + (double) attention.kvRank()
                * attention.heads()
                * (attention.noPositionDim() + attention.valueDim());
    return work / Math.max(1, latentWidth(attention));
  }
}
