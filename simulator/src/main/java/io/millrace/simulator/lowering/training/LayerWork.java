package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.framework.Fusion;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;

/** A transformer layer: two halves, each between a norm and an addition. */
final class LayerWork {
  private final TrainingContext context;
  private final MixerWork mixers;
  private final FeedForwardWork feedForwards;
  private final ElementWise passes;

  LayerWork(TrainingContext context) {
    this.context = context;
    this.mixers = new MixerWork(context);
    this.feedForwards = new FeedForwardWork(context);
    this.passes = ElementWise.of(context);
  }

  void forward(StepList steps, Layer layer) {
    double elements = streamElements();
    if (!(layer.mixer() instanceof NoMixer)) {
      norm(layer).forward(steps, "norm", elements);
      mixers.forward(steps, layer.mixer());
      passes.residual().forward(steps, "residual", elements);
    }
    if (!(layer.feedForward() instanceof NoFeedForward)) {
      norm(layer).forward(steps, "norm", elements);
      feedForwards.forward(steps, layer.feedForward());
      passes.residual().forward(steps, "residual", elements);
    }
  }

  void backward(StepList steps, Layer layer) {
    double elements = streamElements();
    if (!(layer.feedForward() instanceof NoFeedForward)) {
      passes.residual().backward(steps, "residual", elements);
      feedForwards.backward(steps, layer.feedForward());
      normBackward(steps, layer);
    }
    if (!(layer.mixer() instanceof NoMixer)) {
      passes.residual().backward(steps, "residual", elements);
      mixers.backward(steps, layer.mixer());
      passes.fanIn().backward(steps, "projections", elements);
      normBackward(steps, layer);
    }
  }

  private void normBackward(StepList steps, Layer layer) {
    if (recomputesNorms()) {
      StepList again = new StepList(true);
      norm(layer).forward(again, "norm", streamElements());
      steps.addAll(again);
    }
    norm(layer).backward(steps, "norm", streamElements());
  }

  /** One before each half, two where its output is normalised as well. */
  private Passes norm(Layer layer) {
    return layer.norms() > 2 ? passes.norm().plus(passes.norm()) : passes.norm();
  }

  /** Elements of the residual stream on one rank. */
  double streamElements() {
    return context.elementWiseTokens() * context.model().hidden();
  }

  private boolean recomputesNorms() {
    return context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.CHEAP_OPERATIONS;
  }

  /**
   * What the backward pass finds (2205.05198, section 4): the inputs of both norms and of the
   * products after them, the masks of two dropouts, and what the two halves keep. Where norms are
   * computed again, their results are not kept.
   */
  double keptBytes(Layer layer) {
    double elements = streamElements();
    boolean routed = layer.feedForward() instanceof MixtureOfExperts;
    double inputs = recomputesNorms() ? 0 : wholeInputs() * elements * context.keptInputBytes();
    return 2 * elements * (context.elementBytes() + normKept())
        + (routed ? inputs : 2 * inputs)
        + (context.dropout() ? 2 * elements : 0)
        + mixers.keptBytes(layer.mixer())
        + feedForwards.keptBytes(layer.feedForward());
  }

  /**
   * How much larger inputs are than a rank's share of the sequence: where gathering is one of
   * PyTorch's operations, its result is kept as any other (DTensor); Megatron-LM keeps the share
   * and gathers again (2205.05198, section 4.2.2).
   */
  private double wholeInputs() {
    boolean gatheredOnce = context.framework().kernels().fusion() == Fusion.NONE;
    return gatheredOnce && context.plan().sequenceParallel() ? context.tensor() : 1;
  }

  private double normKept() {
    return context.fusion() == Fusion.NONE ? passes.norm().keptBytes() : 0;
  }

  /** The results of the layer's first products in each half. */
  double firstProducts(Layer layer) {
    return context.tokens()
        / context.tensor()
        * context.elementBytes()
        * (mixers.firstWidth(layer.mixer()) + feedForwards.firstWidth(layer.feedForward()));
  }
}
