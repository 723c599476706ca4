package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * Scores, softmax and values: attention between its projections, with what ranks that share a
 * sequence exchange for it.
 */
final class AttentionCore {
  private final TrainingContext context;
  private final int ranks;
  private final double batch;

  AttentionCore(TrainingContext context) {
    this.context = context;
    this.ranks = context.strategy().context();
    this.batch = context.plan().microBatch();
  }

  /**
   * Heads and widths on one rank.
   *
   * @param heads query heads
   * @param kvHeads key and value heads
   * @param keyDim length of a query and a key
   * @param valueDim length of a value
   * @param window how many tokens before it a query sees
   */
  record Shape(double heads, double kvHeads, double keyDim, double valueDim, double window) {
    double keyValueWidth() {
      return kvHeads * (keyDim + valueDim);
    }

    Shape ofHeads(double share) {
      return new Shape(heads * share, Math.max(1, kvHeads * share), keyDim, valueDim, window);
    }
  }

  void forward(StepList steps, Shape shape) {
    core(steps, shape, false);
  }

  /** Gradients, after the scores are computed again where they were not kept. */
  void backward(StepList steps, Shape shape) {
    if (recomputesScores()) {
      StepList again = new StepList(true);
      core(again, shape, false);
      steps.addAll(again);
    }
    core(steps, shape, true);
  }

  private boolean unfused() {
    return context.framework().kernels().attention() == AttentionKernel.UNFUSED
        && !context.workload().compiled();
  }

  private boolean recomputesScores() {
    return unfused()
        && context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.ATTENTION_CORE;
  }

  private void core(StepList steps, Shape shape, boolean backward) {
    double sequence = context.workload().sequence();
    if (ranks == 1) {
      attend(steps, shape, sequence, sequence, backward);
      return;
    }
    switch (context.plan().contextExchange()) {
      case RING -> ring(steps, shape, backward);
      case ALL_GATHER -> gathered(steps, shape, backward);
      case ULYSSES -> swapped(steps, shape, backward);
    }
  }

  private void attend(
      StepList steps, Shape shape, double queries, double sequence, boolean backward) {
    double keys = Math.min(sequence, shape.window());
    if (unfused()) {
      unfused(steps, shape, queries, keys, backward);
    } else {
      fused(steps, shape, queries, keys, 1 - keys / (2 * sequence), backward);
    }
  }

  private void fused(
      StepList steps, Shape shape, double queries, double keys, double visible, boolean backward) {
    steps.kernel(
        backward ? "attention gradient" : "attention",
        TimePart.ATTENTION,
        new Operation.Attention(
            batch,
            shape.heads(),
            shape.kvHeads(),
            queries,
            keys,
            shape.keyDim(),
            shape.valueDim(),
            visible,
            context.framework().kernels().attention(),
            context.dropout(),
            backward));
  }

  /**
   * Blocks of keys and values pass from rank to rank beside the attention to the block before. Each
   * rank has one piece from the front and one from the back of the sequence, so that every block is
   * half visible to everyone: a triangle of its own, then half of the keys or of the queries
   * (Megatron-Core's {@code p2p}; Striped Attention, arXiv 2311.09431, for the balance). Backward
   * the gradients of keys and values travel along. Results of blocks are merged by their sums in 32
   * bits: two read, one written.
   */
  private void ring(StepList steps, Shape shape, boolean backward) {
    double block = context.workload().sequence() / (double) ranks;
    if (shape.window() < context.workload().sequence() || unfused()) {
      gathered(steps, shape, backward);
      return;
    }
    double bytes = batch * block * shape.keyValueWidth() * context.elementBytes();
    for (int i = 0; i < ranks; i++) {
      if (i < ranks - 1) {
        steps.exchange(
            backward ? "key-value gradient ring" : "key-value ring",
            Axis.CONTEXT,
            Kind.POINT_TO_POINT,
            backward ? 2 * bytes : bytes,
            Timing.WITH_NEXT,
            1);
      }
      fused(steps, shape, block, i == 0 ? block : block / 2, i == 0 ? 0.5 : 1, backward);
      if (i > 0) {
        double elements = batch * block * shape.heads() * shape.valueDim();
        steps.memory("attention merge", 12 * elements, 1);
      }
    }
  }

  /** Keys and values of the whole sequence first; backward their gradients are scattered. */
  private void gathered(StepList steps, Shape shape, boolean backward) {
    double sequence = context.workload().sequence();
    double bytes = batch * sequence * shape.keyValueWidth() * context.elementBytes();
    steps.exchange(
        "key-value all-gather", Axis.CONTEXT, Kind.ALL_GATHER, bytes, Timing.WITH_NEXT, 0);
    attend(steps, shape, sequence / ranks, sequence, backward);
    if (backward) {
      steps.exchange(
          "key-value gradient reduce-scatter",
          Axis.CONTEXT,
          Kind.REDUCE_SCATTER,
          bytes,
          Timing.WITH_NEXT,
          0);
    }
  }

  /** Each rank attends with its share of the heads to the whole sequence. */
  private void swapped(StepList steps, Shape shape, boolean backward) {
    double sequence = context.workload().sequence();
    double tokens = batch * sequence / ranks * context.elementBytes();
    double projected = tokens * (shape.heads() * shape.keyDim() + shape.keyValueWidth());
    double result = tokens * shape.heads() * shape.valueDim();
    swap(steps, "heads", backward ? result : projected);
    attend(steps, shape.ofHeads(1.0 / ranks), sequence, sequence, backward);
    swap(steps, "sequence", backward ? projected : result);
  }

  private static void swap(StepList steps, String what, double bytes) {
    steps.exchange(what + " all-to-all", Axis.CONTEXT, Kind.ALL_TO_ALL, bytes, Timing.WITH_NEXT, 0);
  }

  /**
   * Two products of all scores around a fused scale-mask-softmax and a dropout (2205.05198, section
   * 4.1): softmax reads and writes two bytes per score, dropout reads and writes two and writes a
   * mask byte; their gradients read one tensor more.
   */
  private void unfused(StepList steps, Shape shape, double queries, double keys, boolean backward) {
    double products = batch * shape.heads();
    double scores = products * queries * keys;
    String suffix = backward ? " gradient" : "";
    int times = backward ? 2 : 1;
    for (int i = 0; i < times; i++) {
      steps.kernel(
          "values" + suffix,
          TimePart.ATTENTION,
          new Operation.MatrixProduct(
              queries, shape.valueDim(), keys, products, context.wideFormat(), 0));
    }
    double bytes = backward ? 11 : 9;
    steps.kernel(
        "softmax" + suffix, TimePart.ATTENTION, new Operation.ScorePass(bytes * scores, 2));
    for (int i = 0; i < times; i++) {
      steps.kernel(
          "scores" + suffix,
          TimePart.ATTENTION,
          new Operation.MatrixProduct(
              queries, keys, shape.keyDim(), products, context.wideFormat(), 0));
    }
  }

  /**
   * Bytes kept of scores: their softmax, its dropout's output and mask, five bytes each
   * (2205.05198, equation 1); fused kernels keep a sum in 32 bits for each query and head.
   */
  double keptBytes(Shape shape) {
    double sequence = context.workload().sequence();
    double queries = batch * shape.heads() * sequence / ranks;
    if (!unfused()) {
      return 4 * queries;
    }
    return recomputesScores() ? 0 : 5 * queries * sequence;
  }
}
