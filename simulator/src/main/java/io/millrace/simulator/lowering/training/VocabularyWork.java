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
  /**
   * Bytes that the loss reads and writes for each logit: conversion to 32 bits, maximum,
   * difference, exponential, sum, and the gradient written over it, each a kernel in Megatron-LM's
   * vocab_parallel_cross_entropy.
   */
  private static final double UNFUSED_LOSS = 34;

  /** The same where the loss is one kernel forward and one backward. */
  private static final double FUSED_LOSS = 14;

  private final TrainingContext context;
  private final ElementWise passes;
  private final double rows;

  VocabularyWork(TrainingContext context) {
    this.context = context;
    this.passes = ElementWise.of(context.fusion());
    double spread = context.plan().vocabulary().spread() ? context.strategy().pipeline() : 1;
    this.rows = context.model().vocabulary() / (spread * context.tensor());
  }

  void embedForward(StepList steps) {
    int hidden = context.model().hidden();
    steps.memory("embedding", 2 * context.tokens() * hidden * TrainingContext.HALF, 1);
    if (context.tensor() > 1) {
      steps.exchange(
          "embedding sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * TrainingContext.HALF,
          Timing.WITH_NEXT,
          0);
    }
  }

  void embedBackward(StepList steps) {
    double bytes = TrainingContext.HALF + 2.0 * context.framework().dataExchange().gradientBytes();
    steps.memory("embedding gradient", bytes * context.tokens() * context.model().hidden(), 1);
  }

  /** Final norm, output layer and loss. */
  void outputForward(StepList steps) {
    int hidden = context.model().hidden();
    steps.memory(
        "final norm",
        passes.norm() * context.elementWiseTokens() * hidden * TrainingContext.HALF,
        passes.kernels());
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          "output all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          context.tokens() * hidden * TrainingContext.HALF,
          Timing.WITH_NEXT,
          0);
    }
    steps.product("output layer", context.tokens(), rows, hidden, context.wideFormat());
    steps.memory("loss", lossBytes() * context.tokens() * rows, fusedLoss() ? 1 : 8);
  }

  void outputBackward(StepList steps) {
    int hidden = context.model().hidden();
    steps.memory("loss gradient", 6 * context.tokens() * rows, fusedLoss() ? 1 : 3);
    steps.product("output input gradient", context.tokens(), hidden, rows, context.wideFormat());
    if (context.tensor() > 1) {
      steps.exchange(
          "output gradient sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * TrainingContext.HALF,
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
    steps.memory(
        "final norm gradient",
        ElementWise.NORM_BACKWARD
            * passes.norm()
            * context.elementWiseTokens()
            * hidden
            * TrainingContext.HALF,
        passes.kernels());
  }

  /**
   * Bytes kept between the forward and the backward pass: the logits in 16 bits and their gradient
   * in 32, a 32-bit copy of them where the loss is not fused, and the norm's input and output.
   */
  double keptBytes() {
    double perLogit = fusedLoss() ? 6 : 10;
    return perLogit * context.tokens() * rows
        + 2 * context.elementWiseTokens() * context.model().hidden() * TrainingContext.HALF;
  }

  private boolean fusedLoss() {
    return switch (context.fusion()) {
      case NONE, PARTIAL -> false;
      case FUSED, COMPILED -> true;
    };
  }

  private double lossBytes() {
    return fusedLoss() ? FUSED_LOSS : UNFUSED_LOSS;
  }
}
