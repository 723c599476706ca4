package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MultiTokenPrediction;

/**
 * The weights of a chunk on one rank, before sharding.
 *
 * @param context of the plan
 * @param chunk that holds them
 */
record ChunkParameters(TrainingContext context, Chunk chunk) {

  /** All of them. */
  ParameterShare all() {
    ParameterShare sum = ParameterShare.NONE;
    Layer last = null;
    ParameterShare each = ParameterShare.NONE;
    for (Layer layer : chunk.layers()) {
      if (layer != last) {
        each = ParameterShare.of(context, layer);
        last = layer;
      }
      sum = sum.plus(each);
    }
    for (int i = 0; i < chunk.furtherTokens(); i++) {
      sum = sum.plus(furtherToken());
    }
    return sum.plus(embedding()).plus(output());
  }

  /** The table of embeddings and the learned positions. */
  ParameterShare embedding() {
    boolean here = context.sharesVocabulary() ? chunk.vocabularyShare() : chunk.embedding();
    double positions =
        chunk.embedding()
            ? (double) context.model().positionEmbeddings() * context.model().hidden()
            : 0;
    return new ParameterShare((here ? table() : 0) + positions, 0);
  }

  /** Final norm and output layer; with tied embeddings, a copy of the table on another stage. */
  ParameterShare output() {
    boolean shared = context.sharesVocabulary();
    boolean apart =
        context.strategy().pipeline() > 1 && !shared && !context.plan().schedule().vShaped();
    boolean own = !context.model().tiedEmbeddings() || apart;
    boolean here = shared ? chunk.vocabularyShare() : chunk.output();
    double norm =
        chunk.output() ? context.model().finalNorm().parameters(context.model().hidden()) : 0;
    return new ParameterShare(norm + (here && own ? table() : 0), 0);
  }

  /** One module for a further token; embedding and output layer are the model's. */
  ParameterShare furtherToken() {
    MultiTokenPrediction module = context.model().multiTokenPrediction().orElseThrow();
    int hidden = context.model().hidden();
    double all = (double) module.parameters(hidden) / module.depth();
    double layer = module.layer().parameters(hidden).total();
    return ParameterShare.of(context, module.layer())
        .plus(new ParameterShare((all - layer) / context.tensor(), 0));
  }

  private double table() {
    return context.vocabularyRows() * context.model().hidden();
  }
}
