package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a model that one virtual stage holds.
 *
 * @param layers in order
 * @param embedding whether it starts with the embedding
 * @param output whether it ends with the output layer and the loss
 * @param vocabularyShare whether its stage has its share of both with it, in passes of their own:
 *     then neither is a part of any chunk's passes
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

  /** Of what is found fast: layers are many, and mostly the same. */
  @Override
  public int hashCode() {
    int ends = (embedding ? 1 : 0) + (output ? 2 : 0) + (vocabularyShare ? 4 : 0);
    return 8 * (layers.size() + 31 * furtherTokens) + ends;
  }

  /** The chunks of all virtual stages in the order of the forward pass. */
  static List<Chunk> all(ModelArchitecture model, Training workload, TrainingPlan plan) {
    return Arrays.stream(new Shapes(model, workload).of(plan)).map(Shapes.Shape::chunk).toList();
  }
}
