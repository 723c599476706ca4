package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.Norm;
import io.millrace.model.framework.Fusion;

/**
 * The element-wise operations of a layer, by how far they share kernels. Every figure is counted
 * from the operations: a tensor in 16 bits that a kernel reads or writes is two bytes for each
 * element, an intermediate in 32 bits is four, a dropout mask one.
 *
 * @param norm over the residual stream
 * @param residual bias, dropout and addition to the residual stream; backward, the addition of both
 *     branches' gradients
 * @param activation of a plain network, over its inner width
 * @param gated activation times gate, over the inner width
 * @param rotary embedding, over the width of queries and keys
 * @param heads copies between the projections' layout and the attention kernel's, over the width of
 *     queries, keys and values
 * @param fanIn backward, the addition of the gradients of projections that read the same input each
 *     on their own, over the residual stream
 * @param loss the cross-entropy, over the logits
 */
record ElementWise(
    Passes norm,
    Passes residual,
    Passes activation,
    Passes gated,
    Passes rotary,
    Passes heads,
    Passes fanIn,
    Passes loss) {

  static ElementWise of(TrainingContext context) {
    Norm norm = context.model().finalNorm();
    ElementWise passes = of(context.fusion(), norm, context.dropout());
    boolean layersOnly =
        context.workload().compiled() && context.framework().kernels().fusion() == Fusion.NONE;
    return layersOnly ? passes.withLoss(eager(norm, false).loss()) : passes;
  }

  /** Layers are compiled one by one, the loss is not (torchtitan, arXiv 2410.06511). */
  private ElementWise withLoss(Passes other) {
    return new ElementWise(norm, residual, activation, gated, rotary, heads, fanIn, other);
  }

  /**
   * The operations of a model with that norm.
   *
   * @param dropout whether attention and network end with bias and dropout, as GPT is trained
   */
  static ElementWise of(Fusion fusion, Norm norm, boolean dropout) {
    return switch (fusion) {
      case NONE -> eager(norm, dropout);
      case PARTIAL -> partial(dropout);
      case FUSED -> fused(dropout);
      case COMPILED -> compiled(dropout);
    };
  }

  /** Reads the input, writes the result. */
  private static final double MAP = 4;

  /** Reads two tensors, writes one. */
  private static final double COMBINE = 6;

  /**
   * A dropout that is a kernel of its own: with its mask; and a bias to add, its gradient to sum.
   */
  private static final Passes DROPOUT = Passes.of(MAP + 1, 1, MAP + 1, 1);

  /** A bias is added where the product does not; its gradient sums the gradient of the result. */
  private static final Passes BIAS = Passes.of(0, 0, 2, 1);

  /**
   * PyTorch's operations one by one. A layer norm is one kernel forward and two backward. A
   * root-mean-square norm is Llama's: conversion to 32 bits (6 bytes), square (8), mean (4),
   * product (8), conversion (6), weight (4); backward the gradients of each and two sums of
   * gradients. Rotation converts to 32 bits (6), multiplies complex numbers (8), converts back (6).
   * Queries, keys and values, gate and up projection are separate products of one input. The loss
   * converts logits to 32 bits (6) and writes their log-softmax (8); backward, zeros to scatter
   * into (4), the softmax's gradient (12), conversion (6) (torchtitan's models and loss;
   * torch.nn.functional).
   */
  private static ElementWise eager(Norm norm, boolean dropout) {
    Passes normalised =
        norm == Norm.RMS ? new Passes(36, 7, 70, 13, 6) : Passes.of(MAP, 1, MAP + COMBINE, 2);
    Passes added = Passes.of(COMBINE, 1, COMBINE, 1);
    boolean separate = norm == Norm.RMS;
    return new ElementWise(
        normalised,
        dropout ? added.plus(DROPOUT).plus(BIAS) : added,
        dropout ? Passes.of(MAP, 1, COMBINE, 1).plus(BIAS) : Passes.of(MAP, 1, COMBINE, 1),
        Passes.of(MAP + COMBINE, 2, 3 * COMBINE, 3).keeping(2),
        Passes.of(20, 6, 20, 6),
        Passes.of(MAP, 2, MAP, 2),
        separate ? Passes.of(0, 0, 3 * COMBINE, 3) : Passes.NONE,
        Passes.of(14, 3, 22, 4).keeping(4));
  }

  /**
   * Megatron-LM's hand-written kernels of 2021 to 2023: Apex layer norm, whose weight gradients
   * read input and gradient once more; bias, dropout and addition in one forward kernel (reads two,
   * writes one and a mask), backward dropout (5), sum of the bias gradient (2) and of the branches
   * (6); bias and GeLU in one. Rotation is {@code t cos + rotate_half(t) sin} in plain operations:
   * a negation of one half (2), a concatenation, two products (4 each), a sum (6). The attention
   * result is copied to the next product's layout; gradients of queries, keys and values are
   * joined. The loss is vocab_parallel_cross_entropy: conversion (6), maximum (4), difference (8),
   * exponential (8), sum (4), quotient (8); backward a scaling in place (8) and the conversion (6).
   */
  private static ElementWise partial(boolean dropout) {
    Passes added = Passes.of(COMBINE, 1, COMBINE, 1);
    Passes dropped = Passes.of(COMBINE + 1, 1, 5 + 2 + COMBINE, 3);
    return new ElementWise(
        Passes.of(MAP, 1, MAP + COMBINE, 3),
        dropout ? dropped : added,
        dropout ? Passes.of(MAP, 1, COMBINE, 1).plus(BIAS) : Passes.of(MAP, 1, COMBINE, 1),
        Passes.of(COMBINE, 1, 10, 1),
        Passes.of(20, 10, 24, 14),
        dropout ? Passes.of(2, 1, MAP, 1).plus(BIAS) : Passes.of(2, 1, MAP, 1),
        Passes.NONE,
        Passes.of(38, 9, 14, 3).keeping(4));
  }

  /**
   * Transformer Engine's and Megatron-Core's fused kernels: norm with its weight gradients summed
   * in passing, bias-dropout-addition, SwiGLU, rotation of queries and of keys in one kernel each,
   * attention that takes the projection's layout forward and whose three gradients are joined
   * backward. The loss is fused by a just-in-time compiler: conversion with maximum (6), difference
   * with exponential and sum (8), quotient (8); backward a scaling (8) and the conversion (6)
   * (megatron/core/fusions/fused_cross_entropy.py).
   */
  private static ElementWise fused(boolean dropout) {
    Passes added = Passes.of(COMBINE, 1, COMBINE, 1);
    Passes dropped = Passes.of(COMBINE + 1, 1, 5 + 2 + COMBINE, 3);
    return new ElementWise(
        Passes.of(MAP, 1, COMBINE, 2),
        dropout ? dropped : added,
        dropout ? Passes.of(MAP, 1, COMBINE, 1).plus(BIAS) : Passes.of(MAP, 1, COMBINE, 1),
        Passes.of(COMBINE, 1, 10, 1),
        Passes.of(MAP, 2, MAP, 2),
        Passes.of(0, 0, MAP, 1),
        Passes.NONE,
        Passes.of(22, 4, 14, 3).keeping(4));
  }

  /**
   * Chains merged by a compiler: the residual addition happens in the norm's kernel, whose backward
   * kernel reads gradient, input and the residual's gradient and writes the sum. Logits are read
   * twice forward, read and written once backward.
   */
  private static ElementWise compiled(boolean dropout) {
    return new ElementWise(
        Passes.of(MAP, 1, 8, 2),
        dropout ? Passes.of(MAP + 1, 0, 5, 1).plus(BIAS) : Passes.of(MAP, 0, 0, 0),
        Passes.of(MAP, 1, COMBINE, 1),
        Passes.of(COMBINE, 1, 10, 1),
        Passes.of(MAP, 1, MAP, 1),
        Passes.NONE,
        Passes.NONE,
        Passes.of(MAP, 2, MAP, 1).keeping(2));
  }

  /** The activation of a network, over its inner width. */
  Passes activation(Activation kind) {
    return kind.gated() ? gated : activation;
  }
}
