package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * The steps of both ends of a model: embedding, output layer and loss. Their rows are shared by the
 * tensor-parallel ranks and, with vocabulary parallelism, by all pipeline stages.
 */
final class VocabularyWork {
  private final TrainingContext context;
  private final ElementWise passes;
  private final double rows;

  VocabularyWork(TrainingContext context) {
    this.context = context;
    this.passes = ElementWise.of(context);
    double spread = context.plan().vocabulary().spread() ? context.strategy().pipeline() : 1;
    this.rows = context.model().vocabulary() / (spread * context.tensor());
  }

  void embedForward(StepList steps) {
    int hidden = context.model().hidden();
    steps.memory("embedding", 2 * context.tokens() * hidden * context.elementBytes(), 1);
    if (context.tensor() > 1) {
      steps.exchange(
          "embedding sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
  }

  void embedBackward(StepList steps) {
    double bytes =
        context.elementBytes() + 2.0 * context.framework().dataExchange().gradientBytes();
    steps.memory("embedding gradient", bytes * context.tokens() * context.model().hidden(), 1);
  }

  /** Final norm, output layer and loss. */
  void outputForward(StepList steps) {
    int hidden = context.model().hidden();
    passes.norm().forward(steps, "final norm", context.elementWiseTokens() * hidden);
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          "output all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
    steps.product("output layer", context.tokens(), rows, hidden, context.wideFormat());
    passes.loss().forward(steps, "loss", context.tokens() * rows);
  }

  void outputBackward(StepList steps) {
    int hidden = context.model().hidden();
    passes.loss().backward(steps, "loss", context.tokens() * rows);
    steps.product("output input gradient", context.tokens(), hidden, rows, context.wideFormat());
    if (context.tensor() > 1) {
      steps.exchange(
          "output gradient sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          1);
    }
    steps.kernel(
        "output weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            rows,
            hidden,
            context.tokens(),
            1,
            context.wideFormat(),
            LinearWork.accumulated(context)));
    passes.norm().backward(steps, "final norm", context.elementWiseTokens() * hidden);
  }

  /**
   * Bytes kept between the forward and the backward pass: what the loss keeps of each logit, and
   * the norm's input and output.
   */
  double keptBytes() {
    return passes.loss().keptBytes() * context.tokens() * rows
        + 2 * context.elementWiseTokens() * context.model().hidden() * context.elementBytes();
  }

  /** Bytes that the loss works with for a while: the gradient of each logit in 32 and 16 bits. */
  double transientBytes() {
    return (4 + context.elementBytes()) * context.tokens() * rows;
  }
}
