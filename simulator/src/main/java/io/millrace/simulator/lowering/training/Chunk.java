package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import java.util.List;

/**
 * The part of a model that one virtual stage holds.
 *
 * @param layers in order
 * @param embedding whether the embedding comes before them
 * @param output whether the output layer and the loss come after them
 * @param vocabularyShare whether this chunk has a share of a spread output layer instead
 * @param furtherTokens modules that predict further tokens, each with its own pass of the output
 *     layer
 */
record Chunk(
    List<Layer> layers,
    boolean embedding,
    boolean output,
    boolean vocabularyShare,
    int furtherTokens) {

  Chunk {
    layers = List.copyOf(layers);
  }
}
