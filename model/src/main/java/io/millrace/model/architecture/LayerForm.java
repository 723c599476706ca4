package io.millrace.model.architecture;

import io.millrace.model.input.Fields;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A layer kind in files: {@code mixer} and {@code feedForward}, either of which may be absent, and
 * {@code norm} and {@code norms} where they differ from the model's norm before each half.
 */
final class LayerForm {

  private LayerForm() {}

  static Optional<Layer> read(Fields fields, Norm otherwise) {
    Optional<SequenceMixer> mixer = fields.optionalObject("mixer").flatMap(MixerForm::read);
    Optional<FeedForward> network =
        fields.optionalObject("feedForward").flatMap(FeedForwardForm::read);
    Norm norm = norm(fields).orElse(otherwise);
    boolean counted = fields.has("norms");
    int norms = fields.integer("norms", 0, 0);
    return fields.build(
        () -> {
          Layer layer =
              Layer.of(mixer.orElseGet(NoMixer::new), network.orElseGet(NoFeedForward::new), norm);
          return counted ? new Layer(layer.mixer(), layer.feedForward(), norm, norms) : layer;
        });
  }

  static Optional<Norm> norm(Fields fields) {
    return fields.optionalChoice("norm", Norm.all(), Norm::label);
  }

  static ObjectNode write(Layer layer, Norm otherwise) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    MixerForm.write(layer.mixer()).ifPresent(it -> node.set("mixer", it));
    FeedForwardForm.write(layer.feedForward()).ifPresent(it -> node.set("feedForward", it));
    if (layer.norm() != otherwise) {
      node.put("norm", layer.norm().label());
    }
    if (layer.norms() != Layer.of(layer.mixer(), layer.feedForward(), layer.norm()).norms()) {
      node.put("norms", layer.norms());
    }
    return node;
  }
}
