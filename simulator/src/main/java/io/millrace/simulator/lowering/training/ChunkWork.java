package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import java.util.List;

/** What one rank does for one micro-batch in one chunk: the single description of the work. */
final class ChunkWork {
  private final TrainingContext context;
  private final Chunk chunk;
  private final LayerWork layers;
  private final Recomputation recomputation;
  private final HostCopies copies;
  private final ShardedWeights weights;
  private final FurtherTokens further;
  private final VocabularyWork vocabulary;
  private final ChunkParameters parameters;

  ChunkWork(TrainingContext context, Chunk chunk) {
    this.context = context;
    this.chunk = chunk;
    this.layers = new LayerWork(context);
    this.recomputation = new Recomputation(context, chunk.layers(), layers);
    this.copies = new HostCopies(context, recomputation, chunk.layers().size());
    this.weights = new ShardedWeights(context);
    this.vocabulary = new VocabularyWork(context);
    this.parameters = new ChunkParameters(context, chunk);
    this.further = new FurtherTokens(context, layers, vocabulary);
  }

  /** The forward pass. */
  List<Step> forward() {
    StepList steps = new StepList();
    if (chunk.embedding() && !context.sharesVocabulary()) {
      weights.gather(steps, parameters.embedding());
      vocabulary.embedForward(steps);
    }
    for (int i = 0; i < chunk.layers().size(); i++) {
      Layer layer = chunk.layers().get(i);
      weights.gather(steps, ParameterShare.of(context, layer));
      layers.forward(steps, layer);
      copies.out(steps, i);
    }
    if (chunk.output()) {
      weights.gather(steps, parameters.output());
      vocabulary.outputForward(steps);
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      weights.gather(steps, parameters.furtherToken());
      further.forward(steps);
    }
    return steps.steps();
  }

  /** The backward pass: gradients of inputs and weights, with recomputation before each layer. */
  List<Step> backward() {
    StepList steps = new StepList();
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      further.backward(steps);
      weights.scatter(steps, parameters.furtherToken());
    }
    if (chunk.output()) {
      vocabulary.outputBackward(steps);
      weights.scatter(steps, parameters.output());
    }
    for (int i = chunk.layers().size() - 1; i >= 0; i--) {
      layerBackward(steps, i);
    }
    if (chunk.embedding() && !context.sharesVocabulary()) {
      vocabulary.embedBackward(steps);
      weights.scatter(steps, parameters.embedding());
    }
    return steps.steps();
  }

  /** Where a unit of layers is computed again first, its last layer's weights are still there. */
  private void layerBackward(StepList steps, int index) {
    ParameterShare share = ParameterShare.of(context, chunk.layers().get(index));
    int unit = recomputation.unitBefore(index).orElse(index);
    for (int i = unit; i <= index; i++) {
      weights.gather(steps, ParameterShare.of(context, chunk.layers().get(i)));
      if (i == unit) {
        copies.back(steps, unit, index);
      }
      if (recomputation.unitBefore(index).isPresent()) {
        recomputation.again(steps, i);
      }
    }
    recomputation.before(steps, index);
    layers.backward(steps, chunk.layers().get(index));
    weights.scatter(steps, share);
  }

  /** Bytes that the forward pass keeps on the device until the backward pass. */
  double keptBytes() {
    double sum = 0;
    for (int i = 0; i < chunk.layers().size(); i++) {
      sum += copies.keptBytes(i);
    }
    if (chunk.output()) {
      sum += vocabulary.keptBytes();
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      sum += further.keptBytes();
    }
    return sum;
  }

  /** What a forward pass exchanges beside its kernels at least. */
  List<Step> gathersWeights() {
    StepList steps = new StepList();
    if (chunk.embedding() && !context.sharesVocabulary()) {
      weights.gather(steps, parameters.embedding());
    }
    chunk.layers().forEach(it -> weights.gather(steps, ParameterShare.of(context, it)));
    if (chunk.output()) {
      weights.gather(steps, parameters.output());
    }
    return steps.steps();
  }

  /** What a backward pass exchanges of gradients beside its kernels at least. */
  List<Step> scattersGradients() {
    StepList steps = new StepList();
    if (chunk.output()) {
      weights.scatter(steps, parameters.output());
    }
    chunk.layers().forEach(it -> weights.scatter(steps, ParameterShare.of(context, it)));
    if (chunk.embedding() && !context.sharesVocabulary()) {
      weights.scatter(steps, parameters.embedding());
    }
    return steps.steps();
  }

  /** Seconds that activations travel between the device and its host in each pass. */
  double copySeconds() {
    return copies.seconds();
  }

  /** Bytes that wait in host memory from the forward to the backward pass. */
  double hostBytes() {
    return copies.bytes();
  }

  /**
   * Seconds of the copy that no kernel runs beside: that of the last layer, which leaves after its
   * forward pass and arrives before its backward pass, unless the output layer is in between.
   */
  double lastCopySeconds() {
    return chunk.output() || chunk.furtherTokens() > 0 ? 0 : copies.lastSeconds();
  }

  /**
   * Bytes that the weight gradients read, where they are passes of their own. Equal layers that
   * follow each other are described once: searches ask it of every chunk.
   */
  double deferredBytes() {
    StepList ends = new StepList();
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      further.backward(ends);
    }
    if (chunk.output()) {
      vocabulary.outputBackward(ends);
    }
    if (chunk.embedding() && !context.sharesVocabulary()) {
      vocabulary.embedBackward(ends);
    }
    double sum = Deferred.bytes(ends.steps());
    Layer last = null;
    double each = 0;
    for (Layer layer : chunk.layers()) {
      if (layer != last) {
        StepList steps = new StepList();
        layers.backward(steps, layer);
        each = Deferred.bytes(steps.steps());
        last = layer;
      }
      sum += each;
    }
    return sum;
  }

  /**
   * The most that the backward pass adds for a while: a layer computed again with its gradients, or
   * what the loss works with.
   */
  double transientBytes() {
    double loss = chunk.output() ? vocabulary.transientBytes() : 0;
    double most = loss;
    for (int i = 0; i < chunk.layers().size(); i++) {
      Layer layer = chunk.layers().get(i);
      most =
          Math.max(
              most,
              recomputation.transientBytes(i)
                  + layers.gradientBytes(layer)
                  + weights.scatteredBytes(layer));
    }
    return most + copies.onDevice();
  }
}
