package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.MultiTokenPrediction;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.plan.Recompute;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;
import java.util.List;

/** What one rank does for one micro-batch in one chunk: the single description of the work. */
final class ChunkWork {
  private final TrainingContext context;
  private final Chunk chunk;
  private final MixerWork mixers;
  private final FeedForwardWork feedForwards;
  private final VocabularyWork vocabulary;
  private final ElementWise passes;

  ChunkWork(TrainingContext context, Chunk chunk) {
    this.context = context;
    this.chunk = chunk;
    this.mixers = new MixerWork(context);
    this.feedForwards = new FeedForwardWork(context);
    this.vocabulary = new VocabularyWork(context);
    this.passes = ElementWise.of(context.fusion());
  }

  /** The forward pass. */
  List<Step> forward() {
    StepList steps = new StepList();
    if (chunk.embedding() && !context.sharesVocabulary()) {
      vocabulary.embedForward(steps);
    }
    for (Layer layer : chunk.layers()) {
      gather(steps, layer);
      layerForward(steps, layer);
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      layerForward(steps, furtherToken().layer());
      vocabulary.outputForward(steps);
    }
    if (chunk.output()) {
      vocabulary.outputForward(steps);
    }
    return steps.steps();
  }

  /** The backward pass: gradients of inputs and weights, with recomputation before each layer. */
  List<Step> backward() {
    StepList steps = new StepList();
    if (chunk.output()) {
      vocabulary.outputBackward(steps);
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      vocabulary.outputBackward(steps);
      layerBackward(steps, furtherToken().layer());
    }
    for (Layer layer : chunk.layers().reversed()) {
      gather(steps, layer);
      if (context.plan().recompute() == Recompute.FULL) {
        StepList again = new StepList(true);
        layerForward(again, layer);
        steps.addAll(again);
      }
      if (context.plan().recompute() == Recompute.SELECTIVE
          && context.framework().defaults().selectiveProducts()) {
        everySecondProduct(steps, layer);
      }
      layerBackward(steps, layer);
      scatter(steps, layer);
    }
    if (chunk.embedding() && !context.sharesVocabulary()) {
      vocabulary.embedBackward(steps);
    }
    return steps.steps();
  }

  private MultiTokenPrediction furtherToken() {
    return context.model().multiTokenPrediction().orElseThrow();
  }

  private void layerForward(StepList steps, Layer layer) {
    if (!(layer.mixer() instanceof NoMixer)) {
      norm(steps, normsOfHalf(layer), 1);
      mixers.forward(steps, layer.mixer());
      residual(steps, 1);
    }
    if (!(layer.feedForward() instanceof NoFeedForward)) {
      norm(steps, normsOfHalf(layer), 1);
      feedForwards.forward(steps, layer.feedForward());
      residual(steps, 1);
    }
  }

  private void layerBackward(StepList steps, Layer layer) {
    if (!(layer.feedForward() instanceof NoFeedForward)) {
      residual(steps, ElementWise.RESIDUAL_BACKWARD);
      feedForwards.backward(steps, layer.feedForward());
      norm(steps, normsOfHalf(layer), ElementWise.NORM_BACKWARD);
    }
    if (!(layer.mixer() instanceof NoMixer)) {
      residual(steps, ElementWise.RESIDUAL_BACKWARD);
      mixers.backward(steps, layer.mixer());
      norm(steps, normsOfHalf(layer), ElementWise.NORM_BACKWARD);
    }
  }

  /** The forward pass without attention, exchanges and every other matrix product. */
  private void everySecondProduct(StepList steps, Layer layer) {
    StepList again = new StepList();
    layerForward(again, layer);
    int products = 0;
    for (Step step : again.steps()) {
      if (step instanceof Step.Kernel kernel && kernel.part() != TimePart.ATTENTION) {
        boolean product = kernel.operation() instanceof Operation.MatrixProduct;
        if (!product || products++ % 2 == 0) {
          steps.add(new Step.Kernel(kernel.name(), TimePart.RECOMPUTATION, kernel.operation()));
        }
      }
    }
  }

  /** One before each half, two where its output is normalised as well. */
  private static int normsOfHalf(Layer layer) {
    return layer.norms() > 2 ? 2 : 1;
  }

  private double residualStreamBytes() {
    return context.elementWiseTokens() * context.model().hidden() * TrainingContext.HALF;
  }

  private void norm(StepList steps, int norms, double direction) {
    steps.memory(
        direction > 1 ? "norm gradient" : "norm",
        norms * direction * passes.norm() * residualStreamBytes(),
        norms * passes.kernels());
  }

  private void residual(StepList steps, double direction) {
    steps.memory(
        direction < 1 ? "residual gradient" : "residual",
        direction * passes.residual() * residualStreamBytes(),
        passes.kernels());
  }

  private void gather(StepList steps, Layer layer) {
    if (context.gathersEachLayer()) {
      steps.mark("layer");
      steps.exchange(
          "weights",
          Axis.DATA,
          Kind.ALL_GATHER,
          TrainingContext.HALF * rankParameters(layer),
          Timing.AHEAD,
          1);
    }
  }

  private void scatter(StepList steps, Layer layer) {
    if (context.gathersEachLayer()) {
      steps.exchange(
          "gradients",
          Axis.DATA,
          Kind.REDUCE_SCATTER,
          context.framework().dataExchange().gradientBytes() * rankParameters(layer),
          Timing.BEHIND,
          1);
    }
  }

  private double rankParameters(Layer layer) {
    return ParameterShare.of(context, layer).all();
  }

  /** Weights of the chunk on one rank, before sharding. */
  ParameterShare parameters() {
    ParameterShare sum = ParameterShare.NONE;
    for (Layer layer : chunk.layers()) {
      sum = sum.plus(ParameterShare.of(context, layer));
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      sum = sum.plus(ParameterShare.of(context, furtherToken().layer()));
    }
    boolean shared = context.sharesVocabulary();
    double table = vocabulary.tableParameters();
    double tables = 0;
    if (shared ? chunk.vocabularyShare() : chunk.embedding()) {
      tables += table;
    }
    if (chunk.embedding()) {
      tables += (double) context.model().positionEmbeddings() * context.model().hidden();
    }
    if (chunk.output()) {
      tables += context.model().finalNorm().parameters(context.model().hidden());
    }
    boolean apart =
        context.strategy().pipeline() > 1 && !shared && !context.plan().schedule().vShaped();
    boolean ownOutput = !context.model().tiedEmbeddings() || apart;
    if ((shared ? chunk.vocabularyShare() : chunk.output()) && ownOutput) {
      tables += table;
    }
    return sum.plus(new ParameterShare(tables, 0));
  }

  /** Bytes that the forward pass keeps until the backward pass, without host offload. */
  double keptBytes() {
    double sum = 0;
    for (Layer layer : chunk.layers()) {
      sum += keptBytes(layer);
    }
    if (chunk.output()) {
      sum += vocabulary.keptBytes();
    }
    return sum;
  }

  /** The most that the backward pass adds for a while: one layer computed again. */
  double transientBytes() {
    if (context.plan().recompute() != Recompute.FULL) {
      return 0;
    }
    return chunk.layers().stream().mapToDouble(this::liveBytes).max().orElse(0);
  }

  private double keptBytes(Layer layer) {
    return switch (context.plan().recompute()) {
      case FULL -> residualStreamBytes();
      case SELECTIVE ->
          context.framework().defaults().selectiveProducts()
              ? everySecondBytes(layer)
              : liveBytes(layer);
      case NONE -> liveBytes(layer);
    };
  }

  /** The layer's input, what attention gives, and the results of every second product. */
  private double everySecondBytes(Layer layer) {
    double products =
        context.tokens()
            / context.tensor()
            * TrainingContext.HALF
            * (mixers.firstWidth(layer.mixer()) + feedForwards.firstWidth(layer.feedForward()));
    double stream = residualStreamBytes();
    return 2 * stream + (products + 2 * stream) / 2;
  }

  /**
   * 2205.05198, section 4: the inputs of both norms and of the products after them, the masks of
   * two dropouts, and what the two halves keep.
   */
  private double liveBytes(Layer layer) {
    boolean masks = context.dropout();
    double elements = context.elementWiseTokens() * context.model().hidden();
    boolean routed = layer.feedForward() instanceof MixtureOfExperts;
    double inputs = elements * context.keptInputBytes();
    return 2 * elements * TrainingContext.HALF
        + (routed ? inputs : 2 * inputs)
        + (masks ? 2 * elements : 0)
        + mixers.keptBytes(layer.mixer())
        + feedForwards.keptBytes(layer.feedForward());
  }
}
