package io.millrace.model.architecture;

import io.millrace.model.input.Fields;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The key {@code multiTokenPrediction}: whether, how deep, or an object with {@code depth} and
 * {@code layer} where the layer inside is not the model's last.
 *
 * @param given whether the key was there
 * @param depth how many tokens more, 0 for none
 * @param layer the layer inside, if it is not the last
 */
record PredictionKey(boolean given, int depth, Optional<Layer> layer) {
  private static final String KEY = "multiTokenPrediction";

  static PredictionKey read(Fields block, Norm norm) {
    if (!block.has(KEY)) {
      return new PredictionKey(false, 0, Optional.empty());
    }
    if (block.hasFlag(KEY)) {
      return new PredictionKey(true, block.flag(KEY, false) ? 1 : 0, Optional.empty());
    }
    if (block.hasNumber(KEY)) {
      return new PredictionKey(true, block.integer(KEY, 0), Optional.empty());
    }
    Optional<PredictionKey> modules =
        block
            .object(KEY)
            .flatMap(
                fields -> {
                  int depth = fields.integer("depth", 1);
                  Optional<Layer> layer =
                      fields.object("layer").flatMap(it -> LayerForm.read(it, norm));
                  return fields.build(() -> new PredictionKey(true, depth, layer));
                });
    return modules.orElseGet(() -> new PredictionKey(true, 0, Optional.empty()));
  }

  /** The model with what the key says; unchanged where it was absent. */
  ModelArchitecture applyTo(ModelArchitecture model) {
    if (!given) {
      return model;
    }
    if (depth == 0) {
      return model.withMultiTokenPrediction(Optional.empty());
    }
    Layer inside =
        layer
            .or(() -> model.multiTokenPrediction().map(MultiTokenPrediction::layer))
            .orElseGet(() -> model.layers().getLast());
    return model.withMultiTokenPrediction(Optional.of(new MultiTokenPrediction(depth, inside)));
  }

  static void write(ModelArchitecture model, ObjectNode node) {
    model.multiTokenPrediction().ifPresent(modules -> write(modules, model, node));
  }

  private static void write(
      MultiTokenPrediction modules, ModelArchitecture model, ObjectNode node) {
    if (modules.layer().equals(model.layers().getLast())) {
      node.put(KEY, modules.depth());
    } else {
      ObjectNode object = node.putObject(KEY).put("depth", modules.depth());
      object.set("layer", LayerForm.write(modules.layer(), model.finalNorm()));
    }
  }
}
