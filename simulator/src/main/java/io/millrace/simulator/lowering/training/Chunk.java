package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.layout.StageLayout;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import java.util.ArrayList;
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

  /** The chunks of all virtual stages in the order of the forward pass. */
  static List<Chunk> all(ModelArchitecture model, Training workload, TrainingPlan plan) {
    List<Integer> counts = StageLayout.of(model, workload, plan).layers();
    boolean shared = plan.vocabulary().spread() && plan.strategy().pipeline() > 1;
    List<Chunk> chunks = new ArrayList<>();
    int next = 0;
    for (int stage = 0; stage < counts.size(); stage++) {
      List<Layer> layers = model.layers().subList(next, next + counts.get(stage));
      next += counts.get(stage);
      boolean last = stage == counts.size() - 1;
      boolean share = shared && stage < plan.strategy().pipeline();
      int furtherTokens = last ? model.multiTokenPredictionDepth() : 0;
      chunks.add(new Chunk(layers, stage == 0, last, share, furtherTokens));
    }
    return List.copyOf(chunks);
  }
}
