package io.millrace.model.huggingface;

import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MultiTokenPrediction;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.StateSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Nemotron-H: every layer is either a mixer or a network, in the order of {@code
 * hybrid_override_pattern} (M state space, * attention, - dense network, E experts) or {@code
 * layers_block_type}.
 */
final class HalfBlocks {
  private static final String PATTERN = "hybrid_override_pattern";
  private static final String TYPES = "layers_block_type";

  private final TextConfig config;
  private final Family family;
  private final NetworkReader networks;

  HalfBlocks(TextConfig config, Family family) {
    this.config = config;
    this.family = family;
    this.networks = new NetworkReader(config, family, true);
  }

  /** What each layer is, one character each; empty where the file does not say. */
  String pattern() {
    String pattern = pattern(PATTERN, TYPES);
    if (pattern.isEmpty()) {
      config.missing("the kind of each layer", PATTERN, TYPES);
    }
    int layers = config.optional(1, "num_hidden_layers").orElse(pattern.length());
    if (!pattern.isEmpty() && layers != pattern.length()) {
      config.fields().issue(PATTERN, "has " + pattern.length() + " of " + layers + " layers", "");
    }
    return pattern;
  }

  private String pattern(String text, String list) {
    if (config.fields().hasText(text)) {
      return config.fields().text(text);
    }
    StringBuilder pattern = new StringBuilder();
    for (String type : config.fields().texts(list)) {
      pattern.append(
          switch (type) {
            case "mamba" -> "M";
            case "attention" -> "*";
            case "mlp" -> "-";
            case "moe" -> "E";
            default -> "?";
          });
    }
    return pattern.toString();
  }

  /** The layers of a pattern. */
  List<Layer> layers(String pattern) {
    Optional<SequenceMixer> attention =
        has(pattern, '*', () -> MixerReader.grouped(config, family));
    Optional<SequenceMixer> states = has(pattern, 'M', this::stateSpace);
    Optional<FeedForward> dense = has(pattern, '-', networks::dense);
    Optional<FeedForward> experts = has(pattern, 'E', this::experts);
    return pattern
        .chars()
        .mapToObj(kind -> layer((char) kind, attention, states, dense, experts))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Layer> layer(
      char kind,
      Optional<SequenceMixer> attention,
      Optional<SequenceMixer> states,
      Optional<FeedForward> dense,
      Optional<FeedForward> experts) {
    return switch (kind) {
      case '*' -> attention.map(it -> Layer.of(it, new NoFeedForward(), family.norm()));
      case 'M' -> states.map(it -> Layer.of(it, new NoFeedForward(), family.norm()));
      case '-' -> dense.map(it -> Layer.of(new NoMixer(), it, family.norm()));
      case 'E' -> experts.map(it -> Layer.of(new NoMixer(), it, family.norm()));
      default -> {
        config.fields().issue(PATTERN, "has a layer of the unknown kind '" + kind + "'", "");
        yield Optional.empty();
      }
    };
  }

  private static <T> Optional<T> has(String pattern, char kind, Supplier<? extends T> part) {
    return pattern.indexOf(kind) < 0 ? Optional.empty() : Optional.of(part.get());
  }

  private SequenceMixer stateSpace() {
    int heads = config.required("mamba_num_heads");
    int headDim = config.required("mamba_head_dim");
    int groups = config.required("n_groups");
    int states = config.required("ssm_state_size");
    int convolution = config.usually(4, "conv_kernel");
    return new StateSpace(heads, headDim, groups, states, convolution);
  }

  private FeedForward experts() {
    return networks.experts(config.required("n_routed_experts", "num_experts"), networks.shared());
  }

  /** The modules that predict further tokens: a mixer and a network make one layer of each. */
  Optional<MultiTokenPrediction> prediction() {
    int depth = config.optional(0, "num_nextn_predict_layers").orElse(0);
    String pattern = pattern("mtp_hybrid_override_pattern", "mtp_layers_block_type");
    if (depth == 0 || pattern.isEmpty()) {
      return Optional.empty();
    }
    List<Layer> halves = layers(pattern);
    SequenceMixer mixer =
        halves.stream()
            .map(Layer::mixer)
            .filter(it -> !(it instanceof NoMixer))
            .findFirst()
            .orElseGet(NoMixer::new);
    FeedForward network =
        halves.stream()
            .map(Layer::feedForward)
            .filter(it -> !(it instanceof NoFeedForward))
            .findFirst()
            .orElseGet(NoFeedForward::new);
    return Optional.of(new MultiTokenPrediction(depth, Layer.of(mixer, network, family.norm())));
  }
}
