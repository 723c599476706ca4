package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a block that describes all layers at once, the first {@code moe.denseLayers} of which
 * may have a dense network.
 *
 * <p>A GELU network is taken for a GPT as Megatron-LM builds it: biases in every projection and
 * layer norms. That is less than a thousandth of the parameters of any such model, and absent from
 * most tables. Learned positions are not assumed, as the number of positions is not a dimension of
 * the layers.
 *
 * @param layers the layers; empty where an issue was found
 * @param norm the norm of the layers, also before the output head
 */
record UniformLayers(List<Layer> layers, Norm norm) {
  static final UniformLayers NONE = new UniformLayers(List.of(), Norm.RMS);

  /** Head width assumed where a source does not say, as the measurement format defines it. */
  private static final int USUAL_HEAD = 64;

  static UniformLayers read(Fields block, Optional<Norm> given, List<Assumption> assumed) {
    int count = block.integer("layers", 1);
    if (count > ModelArchitecture.MOST_LAYERS) {
      block.issue(
          "layers", "must be at most " + ModelArchitecture.MOST_LAYERS + ", is " + count, "");
    }
    Optional<Activation> activation = FeedForwardForm.activation(block);
    if (!block.has("activation")) {
      assumed.add(
          new Assumption(
              block.path("activation"), Activation.SWIGLU.label(), "most models of today"));
    }
    Activation kind = activation.orElse(Activation.SWIGLU);
    Norm norm = given.orElse(kind.gated() ? Norm.RMS : Norm.LAYER);
    boolean bias = block.flag("bias", kind == Activation.GELU);
    Optional<SequenceMixer> mixer =
        block.has("mla") ? latent(block) : grouped(block, bias, assumed);
    int dense = count;
    Optional<FeedForward> experts = Optional.empty();
    if (block.has("moe")) {
      Optional<Fields> moe = block.object("moe");
      dense = moe.map(it -> it.integer("denseLayers", 0, 0)).orElse(0);
      experts = moe.flatMap(it -> FeedForwardForm.experts(it, kind));
    }
    if (dense > count) {
      block.issue("moe", "denseLayers is " + dense + " of " + count + " layers", "");
    }
    OptionalInt inner = block.optionalInteger("ffn", 1);
    if (inner.isEmpty() && dense > 0 && !block.has("ffn")) {
      block.issue("ffn", "is missing", "give the inner width of the dense networks");
    }
    int denseLayers = dense;
    Optional<FeedForward> routed = experts;
    Optional<List<Layer>> layers =
        block.make(
            () -> {
              List<Layer> all = new ArrayList<>();
              if (denseLayers > 0) {
                FeedForward network = new DenseFeedForward(inner.orElseThrow(), kind, bias);
                Layer layer = Layer.of(mixer.orElseThrow(), network, norm);
                all.addAll(Collections.nCopies(denseLayers, layer));
              }
              if (denseLayers < count) {
                Layer layer = Layer.of(mixer.orElseThrow(), routed.orElseThrow(), norm);
                all.addAll(Collections.nCopies(count - denseLayers, layer));
              }
              return all;
            });
    return new UniformLayers(layers.orElse(List.of()), norm);
  }

  private static Optional<SequenceMixer> latent(Fields block) {
    int heads = block.integer("heads", 1);
    block.has("kvHeads");
    block.has("headDim");
    if (block.has("slidingWindow")) {
      block.issue("slidingWindow", "is not known for latent attention", "");
    }
    return block.object("mla").flatMap(it -> MixerForm.latentDimensions(it, heads)).map(it -> it);
  }

  private static Optional<SequenceMixer> grouped(
      Fields block, boolean bias, List<Assumption> assumed) {
    int hidden = block.integer("hidden", 1);
    OptionalInt givenHeadDim = block.optionalInteger("headDim", 1);
    OptionalInt givenHeads = block.optionalInteger("heads", 1);
    int heads = givenHeads.orElse(1);
    if (!block.has("heads")) {
      int width = givenHeadDim.orElse(USUAL_HEAD);
      if (hidden % width != 0) {
        block.issue("heads", "is missing", "heads of " + width + " do not fill " + hidden);
      }
      heads = Math.max(1, hidden / width);
      assumed.add(
          new Assumption(
              block.path("heads"), String.valueOf(heads), "heads of " + width + " channels"));
    } else if (givenHeadDim.isEmpty() && hidden % heads != 0) {
      block.issue(
          "heads", heads + " heads do not divide a hidden size of " + hidden, "Give headDim");
    }
    int queryHeads = heads;
    int kvHeads = block.integer("kvHeads", 1, heads);
    int headDim = givenHeadDim.orElse(Math.max(1, hidden / heads));
    OptionalInt window = block.optionalInteger("slidingWindow", 1);
    QueryKeyNorm norm = MixerForm.queryKeyNorm(block).orElse(QueryKeyNorm.NONE);
    return block.make(
        () -> {
          GroupedQueryAttention attention =
              GroupedQueryAttention.of(queryHeads, kvHeads, headDim)
                  .withBias(bias ? AttentionBias.ALL : AttentionBias.NONE)
                  .withQueryKeyNorm(norm);
          return window.isPresent() ? attention.withSlidingWindow(window.getAsInt()) : attention;
        });
  }
}
