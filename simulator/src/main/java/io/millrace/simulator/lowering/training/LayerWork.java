package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.framework.Fusion;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transformer layer: two halves, each between a norm and an addition. */
final class LayerWork {
  private final TrainingContext context;
  private final MixerWork mixers;
  private final FeedForwardWork feedForwards;
  private final ElementWise passes;

  /** The layer that was asked for last: most layers of a chunk are the same. */
  private @Nullable Layer keptOf;

  private double kept;
  private @Nullable Layer gradientsOf;
  private double gradients;

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
    if (layer != keptOf) {
      kept = kept(layer);
      keptOf = layer;
    }
    return kept;
  }

  private double kept(Layer layer) {
    double elements = streamElements();
    boolean routed = layer.feedForward() instanceof MixtureOfExperts;
    double inputs =
        recomputesNorms() ? 0 : wholeInputs(context) * elements * context.keptInputBytes();
    return 2 * elements * (context.elementBytes() + normKept(context))
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
  static double wholeInputs(TrainingContext context) {
    boolean gatheredOnce = context.framework().kernels().fusion() == Fusion.NONE;
    return gatheredOnce && context.plan().sequenceParallel() ? context.tensor() : 1;
  }

  /** Bytes that a norm keeps of each element beside its input and result. */
  static double normKept(TrainingContext context) {
    return context.fusion() == Fusion.NONE ? ElementWise.of(context).norm().keptBytes() : 0;
  }

  /**
   * The most gradients of activations that a layer's backward pass has at once: of the residual
   * stream, of what the first products of a half gave, and of their input before ranks share it.
   */
  double gradientBytes(Layer layer) {
    if (layer != gradientsOf) {
      gradients = gradients(layer);
      gradientsOf = layer;
    }
    return gradients;
  }

  private double gradients(Layer layer) {
    double element = context.tokens() * context.elementBytes();
    double mixed = mixers.firstWidths(layer.mixer()).stream().mapToDouble(it -> it).sum();
    double inner =
        feedForwards.firstWidths(layer.feedForward()).stream().mapToDouble(it -> it).sum();
    return streamElements() * context.elementBytes()
        + element * (Math.max(mixed, inner) / context.tensor() + context.model().hidden());
  }

  /** What attention gives and the sums it keeps. */
  double attendedBytes(Layer layer) {
    return mixers.attendedBytes(layer.mixer());
  }

  /**
   * The results of a layer's matrix products in their order: of those that split columns a share of
   * the width, of those that split rows a partial sum as wide as the residual stream.
   */
  List<Double> productBytes(Layer layer) {
    double element = context.tokens() * context.elementBytes();
    double residual = element * context.model().hidden();
    List<Double> bytes = new ArrayList<>();
    mixers.firstWidths(layer.mixer()).forEach(it -> bytes.add(element * it / context.tensor()));
    if (!(layer.mixer() instanceof NoMixer)) {
      bytes.add(residual);
    }
    feedForwards
        .firstWidths(layer.feedForward())
        .forEach(it -> bytes.add(element * it / context.tensor()));
    if (!(layer.feedForward() instanceof NoFeedForward)) {
      bytes.add(residual);
    }
    return bytes;
  }
}
