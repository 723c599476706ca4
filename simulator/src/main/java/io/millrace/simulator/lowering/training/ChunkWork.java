package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import java.util.List;

/** What one rank does for one micro-batch in one chunk: the single description of the work. */
final class ChunkWork {
  private final TrainingContext context;
  private final Chunk chunk;
  private final LayerWork layers;
  private final Recomputation recomputation;
  private final ShardedWeights weights;
  private final FurtherTokens further;
  private final VocabularyWork vocabulary;

  ChunkWork(TrainingContext context, Chunk chunk) {
    this.context = context;
    this.chunk = chunk;
    this.layers = new LayerWork(context);
    this.recomputation = new Recomputation(context, layers);
    this.weights = new ShardedWeights(context);
    this.vocabulary = new VocabularyWork(context);
    this.further = new FurtherTokens(context, layers, vocabulary);
  }

  /** The forward pass. */
  List<Step> forward() {
    StepList steps = new StepList();
    if (chunk.embedding()) {
      weights.gather(steps, embeddingShare());
      vocabulary.embedForward(steps);
    }
    for (Layer layer : chunk.layers()) {
      weights.gather(steps, ParameterShare.of(context, layer));
      layers.forward(steps, layer);
    }
    if (hasOutput()) {
      weights.gather(steps, outputShare());
      vocabulary.outputForward(steps);
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      weights.gather(steps, further.parameters());
      further.forward(steps);
    }
    return steps.steps();
  }

  /** The backward pass: gradients of inputs and weights, with recomputation before each layer. */
  List<Step> backward() {
    StepList steps = new StepList();
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      further.backward(steps);
      weights.scatter(steps, further.parameters());
    }
    if (hasOutput()) {
      vocabulary.outputBackward(steps);
      weights.scatter(steps, outputShare());
    }
    for (Layer layer : chunk.layers().reversed()) {
      ParameterShare share = ParameterShare.of(context, layer);
      weights.gather(steps, share);
      recomputation.before(steps, layer);
      layers.backward(steps, layer);
      weights.scatter(steps, share);
    }
    if (chunk.embedding()) {
      vocabulary.embedBackward(steps);
      weights.scatter(steps, embeddingShare());
    }
    return steps.steps();
  }

  private boolean hasOutput() {
    return chunk.output() || chunk.vocabularyShare();
  }

  /** Weights of the chunk on one rank, before sharding. */
  ParameterShare parameters() {
    ParameterShare sum = ParameterShare.NONE;
    for (Layer layer : chunk.layers()) {
      sum = sum.plus(ParameterShare.of(context, layer));
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      sum = sum.plus(further.parameters());
    }
    if (chunk.embedding() || chunk.vocabularyShare()) {
      sum = sum.plus(embeddingShare());
    }
    if (hasOutput()) {
      sum = sum.plus(outputShare());
    }
    return sum;
  }

  private double table() {
    double spread = context.plan().vocabulary().spread() ? context.strategy().pipeline() : 1;
    return (double) context.model().vocabulary()
        * context.model().hidden()
        / context.tensor()
        / spread;
  }

  private ParameterShare embeddingShare() {
    double positions =
        chunk.embedding()
            ? (double) context.model().positionEmbeddings() * context.model().hidden()
            : 0;
    return new ParameterShare(table() + positions, 0);
  }

  /** Final norm and output layer; with tied embeddings, a copy of the table on another stage. */
  private ParameterShare outputShare() {
    double norm =
        chunk.output() ? context.model().finalNorm().parameters(context.model().hidden()) : 0;
    boolean own = !context.model().tiedEmbeddings() || context.strategy().pipeline() > 1;
    return new ParameterShare(norm + (own ? table() : 0), 0);
  }

  /** Bytes that the forward pass keeps until the backward pass, without host offload. */
  double keptBytes() {
    double sum = 0;
    for (Layer layer : chunk.layers()) {
      sum += recomputation.keptBytes(layer);
    }
    if (hasOutput()) {
      sum += vocabulary.keptBytes();
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      sum += further.keptBytes();
    }
    return sum;
  }

  /**
   * The most that the backward pass adds for a while: a layer computed again, or what the loss
   * works with.
   */
  double transientBytes() {
    double loss = hasOutput() ? vocabulary.transientBytes() : 0;
    return Math.max(
        loss, chunk.layers().stream().mapToDouble(recomputation::transientBytes).max().orElse(0));
  }
}
