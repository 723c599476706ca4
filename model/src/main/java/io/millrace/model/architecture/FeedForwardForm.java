package io.millrace.model.architecture;

import io.millrace.model.input.Fields;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code feedForward} object of a layer kind in files: {@code ffn} for a dense network, {@code
 * moe} for a mixture of experts.
 */
final class FeedForwardForm {

  private FeedForwardForm() {}

  static Optional<FeedForward> read(Fields fields) {
    Optional<Activation> activation = activation(fields);
    if (!fields.has("activation")) {
      fields.issue("activation", "is missing", "");
    }
    if (fields.has("moe")) {
      Optional<MixtureOfExperts> experts =
          fields.object("moe").flatMap(it -> experts(it, activation.orElse(Activation.SWIGLU)));
      return fields.build(experts::orElseThrow);
    }
    int inner = fields.integer("ffn", 1);
    boolean bias = fields.flag("bias", false);
    return fields.build(() -> new DenseFeedForward(inner, activation.orElseThrow(), bias));
  }

  static Optional<Activation> activation(Fields fields) {
    return fields.optionalChoice("activation", Activation.all(), Activation::label);
  }

  /** The {@code moe} object; the caller has asked for keys that are its own. */
  static Optional<MixtureOfExperts> experts(Fields fields, Activation activation) {
    int experts = fields.integer("experts", 1);
    int topK = fields.integer("topK", 1);
    int expertFfn = fields.integer("expertFfn", 1);
    int sharedFfn = fields.integer("sharedFfn", 0, 0);
    int latent = fields.integer("latent", 0, 0);
    boolean expertBias = fields.flag("expertBias", false);
    boolean routerBias = fields.flag("routerBias", false);
    boolean sharedGate = fields.flag("sharedGate", false);
    return fields.build(
        () ->
            new MixtureOfExperts(
                experts,
                topK,
                expertFfn,
                sharedFfn,
                activation,
                latent,
                expertBias,
                routerBias,
                sharedGate));
  }

  /** The object for a network; empty for none. */
  static Optional<ObjectNode> write(FeedForward network) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return switch (network) {
      case DenseFeedForward it -> {
        node.put("ffn", it.inner()).put("activation", it.activation().label());
        MixerForm.flag(node, "bias", it.bias());
        yield Optional.of(node);
      }
      case MixtureOfExperts it -> {
        node.put("activation", it.activation().label());
        node.set("moe", writeExperts(it));
        yield Optional.of(node);
      }
      case NoFeedForward _ -> Optional.empty();
    };
  }

  static ObjectNode writeExperts(MixtureOfExperts it) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("experts", it.experts())
            .put("topK", it.topK())
            .put("expertFfn", it.expertInner());
    if (it.sharedInner() > 0) {
      node.put("sharedFfn", it.sharedInner());
    }
    if (it.latent() > 0) {
      node.put("latent", it.latent());
    }
    MixerForm.flag(node, "expertBias", it.expertBias());
    MixerForm.flag(node, "routerBias", it.routerBias());
    MixerForm.flag(node, "sharedGate", it.sharedGate());
    return node;
  }
}
