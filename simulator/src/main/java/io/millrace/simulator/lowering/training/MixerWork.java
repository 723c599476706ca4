package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.LinearAttention;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.StateSpace;
import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.plan.Recompute;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/** The steps of the half of a layer that mixes positions. */
final class MixerWork {
  private final TrainingContext context;
  private final LinearWork linear;
  private final ElementWise passes;

  MixerWork(TrainingContext context) {
    this.context = context;
    this.linear = new LinearWork(context);
    this.passes = ElementWise.of(context.fusion());
  }

  void forward(StepList steps, SequenceMixer mixer) {
    int hidden = context.model().hidden();
    switch (mixer) {
      case NoMixer none -> {}
      case GroupedQueryAttention attention -> {
        linear.columnForward(steps, "query-key-value", hidden, projected(attention));
        rotary(steps, attention);
        core(steps, shape(attention), false);
        linear.rowForward(
            steps, "attention output", attention.heads() * attention.valueDim(), hidden);
      }
      case LatentAttention attention -> {
        linear.localForward(steps, "latent down", hidden, downWidth(attention));
        linear.columnForward(steps, "latent up", latentWidth(attention), latentOutput(attention));
        core(steps, shape(attention), false);
        linear.rowForward(
            steps, "attention output", attention.heads() * attention.valueDim(), hidden);
      }
      case CompressedAttention attention -> other(steps, attention, 1);
      case LinearAttention attention -> other(steps, attention, 1);
      case StateSpace space -> other(steps, space, 1);
    }
  }

  void backward(StepList steps, SequenceMixer mixer) {
    int hidden = context.model().hidden();
    switch (mixer) {
      case NoMixer none -> {}
      case GroupedQueryAttention attention -> {
        linear.rowBackward(
            steps, "attention output", attention.heads() * attention.valueDim(), hidden);
        recomputeCore(steps, shape(attention));
        core(steps, shape(attention), true);
        rotary(steps, attention);
        linear.columnBackward(steps, "query-key-value", hidden, projected(attention));
      }
      case LatentAttention attention -> {
        linear.rowBackward(
            steps, "attention output", attention.heads() * attention.valueDim(), hidden);
        if (context.plan().recompute() == Recompute.SELECTIVE) {
          StepList again = new StepList(true);
          linear.columnForward(again, "latent up", latentWidth(attention), latentOutput(attention));
          steps.addAll(again);
        }
        recomputeCore(steps, shape(attention));
        core(steps, shape(attention), true);
        linear.columnBackward(steps, "latent up", latentWidth(attention), latentOutput(attention));
        linear.localBackward(steps, "latent down", hidden, downWidth(attention));
      }
      case CompressedAttention attention -> other(steps, attention, 2);
      case LinearAttention attention -> other(steps, attention, 2);
      case StateSpace space -> other(steps, space, 2);
    }
  }

  /** Bytes that the mixer keeps for the backward pass, without what the norm keeps. */
  double keptBytes(SequenceMixer mixer) {
    double tokens = context.tokens();
    int tensor = context.tensor();
    return switch (mixer) {
      case NoMixer none -> 0;
      case GroupedQueryAttention attention ->
          tokens
                  / tensor
                  * TrainingContext.HALF
                  * (projected(attention) + attention.heads() * attention.valueDim())
              + keptScores(shape(attention));
      case LatentAttention attention ->
          tokens
                  * TrainingContext.HALF
                  * ((expandedWidth(attention) + attention.heads() * attention.valueDim()) / tensor
                      + latentWidth(attention)
                      + attention.ropeDim())
              + keptScores(shape(attention));
      case CompressedAttention attention ->
          tokens / tensor * TrainingContext.HALF * 3 * attention.heads() * attention.headDim();
      case LinearAttention attention ->
          tokens
              / tensor
              * TrainingContext.HALF
              * (2 * attention.keyWidth() + 3 * attention.valueWidth());
      case StateSpace space -> tokens / tensor * TrainingContext.HALF * 3 * space.inner();
    };
  }

  /** Width of what the mixer's first product writes. */
  double firstWidth(SequenceMixer mixer) {
    return switch (mixer) {
      case GroupedQueryAttention attention -> projected(attention);
      case LatentAttention attention -> latentWidth(attention) + latentOutput(attention);
      default -> context.model().hidden();
    };
  }

  /** Heads and widths of an attention core on one rank. */
  private record Shape(
      double heads, double kvHeads, double keyDim, double valueDim, double window) {}

  private Shape shape(GroupedQueryAttention attention) {
    double tensor = context.tensor();
    return new Shape(
        attention.heads() / tensor,
        Math.max(1, attention.kvHeads() / tensor),
        attention.headDim(),
        attention.valueDim(),
        attention.slidingWindow().orElse(Integer.MAX_VALUE));
  }

  private Shape shape(LatentAttention attention) {
    double heads = attention.heads() / (double) context.tensor();
    return new Shape(heads, heads, attention.queryDim(), attention.valueDim(), Integer.MAX_VALUE);
  }

  private static double projected(GroupedQueryAttention attention) {
    double values = attention.sharedKeyValue() ? 0 : attention.kvHeads() * attention.valueDim();
    double gate = attention.outputGate() ? attention.heads() * attention.valueDim() : 0;
    return attention.heads() * attention.headDim()
        + attention.kvHeads() * attention.headDim()
        + values
        + gate;
  }

  /**
   * Width of the queries, keys and values of all heads as they are kept: not at all where selective
   * recomputation expands the latents again (Megatron-Core's {@code mla_up_proj}; DeepSeek-V3
   * technical report, section 3.2.3).
   */
  private double expandedWidth(LatentAttention attention) {
    return context.plan().recompute() == Recompute.SELECTIVE
        ? 0
        : attention.heads() * (2.0 * attention.queryDim() + attention.valueDim());
  }

  private static double downWidth(LatentAttention attention) {
    return latentWidth(attention) + attention.ropeDim();
  }

  private static double latentWidth(LatentAttention attention) {
    return attention.queryRank() + attention.kvRank();
  }

  /** Columns of one product that does about the work of both up projections. */
  private double latentOutput(LatentAttention attention) {
    double queryInput =
        attention.queryRank() == 0 ? context.model().hidden() : attention.queryRank();
    double work =
        queryInput * attention.heads() * attention.queryDim()
            + (double) attention.kvRank()
                * attention.heads()
                * (attention.noPositionDim() + attention.valueDim());
    return work / Math.max(1, latentWidth(attention));
  }

  private void rotary(StepList steps, GroupedQueryAttention attention) {
    if (!context.rotary()) {
      return;
    }
    double width =
        (attention.heads() + attention.kvHeads()) * attention.headDim() / (double) context.tensor();
    steps.memory(
        "rotary",
        passes.rotary() * context.tokens() * width * TrainingContext.HALF,
        passes.kernels());
  }

  private boolean unfused() {
    return context.framework().kernels().attention() == AttentionKernel.UNFUSED
        && !context.workload().compiled();
  }

  private void recomputeCore(StepList steps, Shape shape) {
    if (context.plan().recompute() == Recompute.SELECTIVE && unfused()) {
      StepList again = new StepList(true);
      core(again, shape, false);
      steps.addAll(again);
    }
  }

  private void core(StepList steps, Shape shape, boolean backward) {
    int ranks = context.strategy().context();
    double batch = context.plan().microBatch();
    double keys = Math.min(context.workload().sequence(), shape.window());
    double queries = context.workload().sequence() / (double) ranks;
    if (ranks > 1) {
      double exchanged =
          batch
              * context.workload().sequence()
              * shape.kvHeads()
              * (shape.keyDim() + shape.valueDim())
              * TrainingContext.HALF;
      steps.exchange(
          backward ? "key-value gradient ring" : "key-value ring",
          Axis.CONTEXT,
          Kind.ALL_GATHER,
          backward ? 2 * exchanged : exchanged,
          Timing.WITH_NEXT,
          1);
    }
    if (unfused()) {
      unfusedCore(steps, shape, batch, queries, keys, backward);
      return;
    }
    double visible = 1 - keys / (2 * context.workload().sequence());
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
            backward));
  }

  /**
   * Two products of all scores around a fused scale-mask-softmax and a dropout (2205.05198, section
   * 4.1): softmax reads and writes two bytes per score, dropout reads and writes two and writes a
   * mask byte; their gradients read one tensor more.
   */
  private void unfusedCore(
      StepList steps, Shape shape, double batch, double queries, double keys, boolean backward) {
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
        "softmax" + suffix, TimePart.ATTENTION, new Operation.MemoryPass(bytes * scores, 2));
    for (int i = 0; i < times; i++) {
      steps.kernel(
          "scores" + suffix,
          TimePart.ATTENTION,
          new Operation.MatrixProduct(
              queries, keys, shape.keyDim(), products, context.wideFormat(), 0));
    }
  }

  /** 2205.05198, equation 1: softmax output, its dropout's output and mask, five bytes a score. */
  private double keptScores(Shape shape) {
    double perHead = context.plan().microBatch() * shape.heads();
    if (!unfused()) {
      return 4 * perHead * context.workload().sequence() / context.strategy().context();
    }
    if (context.plan().recompute() == Recompute.SELECTIVE) {
      return 0;
    }
    return 5
        * perHead
        * context.workload().sequence()
        / context.strategy().context()
        * context.workload().sequence();
  }

  /**
   * Mixers whose state does not grow with the sequence, and compressed attention: projections by
   * their parameters, the recurrence by what it reads and writes.
   */
  private void other(StepList steps, SequenceMixer mixer, int times) {
    int hidden = context.model().hidden();
    double width = mixer.parameters(hidden).weights() / (double) hidden;
    double columns = width / context.tensor();
    steps.product("mixer projections", context.tokens(), columns, hidden, context.matrixFormat());
    if (times > 1) {
      steps.weightGradient(
          "mixer weight gradients",
          TimePart.MATRIX_PRODUCTS,
          new Operation.MatrixProduct(columns, hidden, context.tokens(), context.matrixFormat()));
    }
    steps.kernel(
        "recurrence",
        TimePart.ATTENTION,
        new Operation.MemoryPass(6.0 * times * keptBytes(mixer), 4 * times));
    if (context.plan().sequenceParallel() || context.tensor() > 1) {
      steps.exchange(
          "mixer all-reduce",
          Axis.TENSOR,
          Kind.ALL_REDUCE,
          context.tokens() * hidden * TrainingContext.HALF,
          Timing.WITH_NEXT,
          0);
    }
  }
}
