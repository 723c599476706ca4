package io.millrace.model.huggingface;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.input.Fields;
import java.util.List;
import java.util.Optional;

/**
 * Llama-Nemotron models found by neural architecture search ({@code nemotron-nas}): {@code
 * block_configs} gives attention and network of each layer, either of which may be missing.
 */
final class SearchedBlocks {
  private static final String KEY = "block_configs";

  private SearchedBlocks() {}

  static List<Layer> read(TextConfig config) {
    int hidden = config.hidden();
    int heads = config.heads();
    int headDim = config.headDim();
    if (!config.fields().hasList(KEY)) {
      config.missing("the attention and network of each layer", KEY);
    }
    return config.fields().objects(KEY).stream()
        .map(block -> layer(block, hidden, heads, headDim))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The layer of a block; empty for a block of which the search left nothing. */
  private static Optional<Layer> layer(Fields block, int hidden, int heads, int headDim) {
    Optional<SequenceMixer> mixer =
        block.object("attention").map(fields -> attention(fields, heads, headDim));
    Optional<FeedForward> network = block.object("ffn").map(fields -> network(fields, hidden));
    if (mixer.filter(NoMixer.class::isInstance).isPresent()
        && network.filter(NoFeedForward.class::isInstance).isPresent()) {
      return Optional.empty();
    }
    return block.make(() -> Layer.of(mixer.orElseThrow(), network.orElseThrow(), Norm.RMS));
  }

  private static SequenceMixer attention(Fields fields, int heads, int headDim) {
    refuseLinear(fields);
    if (fields.flag("no_op", false)) {
      return new NoMixer();
    }
    int group = fields.integer("n_heads_in_group", 1);
    return fields
        .<SequenceMixer>make(
            () -> GroupedQueryAttention.of(heads, Math.max(1, heads / group), headDim))
        .orElseGet(NoMixer::new);
  }

  private static FeedForward network(Fields fields, int hidden) {
    refuseLinear(fields);
    if (fields.flag("no_op", false)) {
      return new NoFeedForward();
    }
    double multiple = fields.number("ffn_mult", 0.001, 1000);
    return DenseFeedForward.of(inner(multiple, hidden), Activation.SWIGLU);
  }

  private static void refuseLinear(Fields fields) {
    if (fields.flag("replace_with_linear", false)) {
      fields.issue("replace_with_linear", "is true, which is not supported", "");
    }
  }

  /**
   * Two thirds of the multiple, rounded up to 256 channels ({@code _ffn_mult_to_intermediate_size}
   * in the models' own code).
   */
  static int inner(double multiple, int hidden) {
    int width = (int) (2 * multiple * hidden / 3);
    return Math.ceilDiv(width, 256) * 256;
  }
}
