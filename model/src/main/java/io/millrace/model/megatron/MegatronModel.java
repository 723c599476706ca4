package io.millrace.model.megatron;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.MultiTokenPrediction;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.QueryKeyNorm;
import io.millrace.model.architecture.SequenceMixer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a model by Megatron-LM's options; what is absent is as its {@code
 * megatron/training/arguments.py} has it.
 */
final class MegatronModel {
  private static final Pattern RUN = Pattern.compile("\\[([01,\\s]*)](?:\\s*\\*\\s*(\\d{1,5}))?");

  /** Words of published tokenizers whose name says which they are. */
  private static final Map<String, Integer> TOKENIZERS =
      Map.of("GPT2BPETokenizer", 50257, "Llama2Tokenizer", 32000);

  private final MegatronOptions options;
  private final List<String> notes;

  MegatronModel(MegatronOptions options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /** The model; empty where a size is missing or wrong. */
  Optional<ModelArchitecture> read(String name) {
    OptionalInt layers = required("--num-layers");
    OptionalInt hidden = required("--hidden-size");
    OptionalInt heads = required("--num-attention-heads");
    OptionalInt vocabulary = vocabulary();
    Shape shape = shape(hidden.orElse(1), heads.orElse(1));
    List<FeedForward> networks = networks(layers.orElse(1), hidden.orElse(1), shape);
    int further = options.number("--mtp-num-layers", 0, 0);
    boolean separate = options.has("--untie-embeddings-and-output-weights");
    int positions = positions();
    if (layers.isEmpty() || hidden.isEmpty() || heads.isEmpty() || vocabulary.isEmpty()) {
      return Optional.empty();
    }
    try {
      SequenceMixer mixer = mixer(hidden.getAsInt(), heads.getAsInt(), shape.bias());
      List<Layer> all =
          networks.stream().map(network -> Layer.of(mixer, network, shape.norm())).toList();
      return Optional.of(
          new ModelArchitecture(
              name,
              hidden.getAsInt(),
              vocabulary.getAsInt(),
              !separate,
              all,
              further == 0
                  ? Optional.empty()
                  : Optional.of(new MultiTokenPrediction(further, all.getLast())),
              positions,
              shape.norm()));
    } catch (IllegalArgumentException e) {
      options.issue("model", String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  /** What all layers have alike. */
  private record Shape(Norm norm, Activation activation, boolean bias, int inner) {}

  private Shape shape(int hidden, int heads) {
    Activation activation = Activation.GELU;
    if (options.has("--squared-relu")) {
      activation = Activation.SQUARED_RELU;
    }
    if (options.has("--swiglu")) {
      activation = Activation.SWIGLU;
    }
    boolean rootMeanSquare = options.text("--normalization").orElse("LayerNorm").equals("RMSNorm");
    // With a gate a third matrix: two thirds of the width, in multiples of 64.
    int usual = activation.gated() ? (int) (4L * hidden * 2 / 3 / 64) * 64 : 4 * hidden;
    return new Shape(
        rootMeanSquare ? Norm.RMS : Norm.LAYER,
        activation,
        !options.has("--disable-bias-linear"),
        options.number("--ffn-hidden-size", 1, Math.max(heads, usual)));
  }

  /** Rows of the embedding, from the tokenizer's name where no option says it. */
  private OptionalInt vocabulary() {
    for (String option : List.of("--padded-vocab-size", "--vocab-size")) {
      OptionalInt given = options.number(option, 1);
      if (given.isPresent()) {
        return given;
      }
    }
    boolean pairs = options.has("--merge-file");
    String tokenizer = options.text("--tokenizer-type").orElse(pairs ? "GPT2BPETokenizer" : "");
    Integer words = TOKENIZERS.get(tokenizer);
    if (words == null) {
      options.issue(
          "--vocab-size",
          "is missing, the tokenizer knows it",
          "add --vocab-size to the script, or name the model with --model");
      return OptionalInt.empty();
    }
    notes.add("A vocabulary of %d words is that of %s.".formatted(words, tokenizer));
    return OptionalInt.of(words);
  }

  private OptionalInt required(String option) {
    OptionalInt number = options.number(option, 1);
    if (!options.has(option)) {
      options.issue(option, "is missing", "name the model with --model if the script does not");
    }
    return number;
  }

  private int positions() {
    String type = options.text("--position-embedding-type").orElse("learned_absolute");
    OptionalInt most = options.number("--max-position-embeddings", 1);
    boolean rotary = options.has("--use-rotary-position-embeddings");
    return type.equals("learned_absolute") && !rotary ? most.orElse(0) : 0;
  }

  private SequenceMixer mixer(int hidden, int heads, boolean bias) {
    if (options.has("--multi-latent-attention")) {
      return LatentAttention.of(
          heads,
          options.number("--q-lora-rank", 0, 0),
          options.number("--kv-lora-rank", 1, 512),
          options.number("--qk-head-dim", 1, 128),
          options.number("--qk-pos-emb-head-dim", 0, 64),
          options.number("--v-head-dim", 1, 128));
    }
    boolean grouped = options.has("--group-query-attention");
    int groups = options.number("--num-query-groups", 1, heads);
    int width = options.number("--kv-channels", 1, Math.max(1, hidden / heads));
    AttentionBias added = bias ? AttentionBias.ALL : AttentionBias.NONE;
    if (options.has("--add-qkv-bias") && !bias) {
      added = AttentionBias.QUERY_KEY_VALUE;
    }
    return GroupedQueryAttention.of(heads, grouped ? groups : heads, width)
        .withBias(added)
        .withQueryKeyNorm(
            options.has("--qk-layernorm") ? QueryKeyNorm.PER_HEAD : QueryKeyNorm.NONE);
  }

  private List<FeedForward> networks(int layers, int hidden, Shape shape) {
    FeedForward dense = new DenseFeedForward(shape.inner(), shape.activation(), shape.bias());
    OptionalInt experts = options.number("--num-experts", 1);
    int topK = options.number("--moe-router-topk", 1, 2);
    int inner = options.number("--moe-ffn-hidden-size", 1, shape.inner());
    int shared = options.number("--moe-shared-expert-intermediate-size", 0, 0);
    boolean routerBias = options.has("--moe-router-enable-expert-bias");
    Optional<String> frequency = options.text("--moe-layer-freq");
    List<FeedForward> networks = new ArrayList<>();
    if (experts.isEmpty() || topK > experts.getAsInt()) {
      if (experts.isPresent()) {
        options.issue("--moe-router-topk", topK + " of " + experts.getAsInt() + " experts", "");
      }
      for (int layer = 0; layer < Math.min(layers, ModelArchitecture.MOST_LAYERS); layer++) {
        networks.add(dense);
      }
      return networks;
    }
    FeedForward routed =
        MixtureOfExperts.of(experts.getAsInt(), topK, inner, shared, shape.activation())
            .withRouterBias(routerBias);
    frequency(frequency.orElse("1"), layers).forEach(has -> networks.add(has ? routed : dense));
    return networks;
  }

  /** Which layers have experts: every n-th, or lists that are repeated and joined. */
  private List<Boolean> frequency(String text, int layers) {
    int most = Math.min(layers, ModelArchitecture.MOST_LAYERS);
    List<Boolean> has = new ArrayList<>();
    if (text.matches("[1-9]\\d{0,4}")) {
      int every = Integer.parseInt(text);
      for (int layer = 0; layer < most; layer++) {
        has.add(layer % every == 0);
      }
      return has;
    }
    Matcher runs = RUN.matcher(text);
    while (runs.find()) {
      int times = runs.group(2) == null ? 1 : Integer.parseInt(runs.group(2));
      String flags = runs.group(1).replaceAll("[,\\s]", "");
      for (int i = 0; i < times && has.size() <= most; i++) {
        flags.chars().forEach(flag -> has.add(flag == '1'));
      }
    }
    boolean understood = RUN.matcher(text).replaceAll("").matches("[+()\\s]*");
    if (has.size() != most || !understood) {
      options.issue(
          "--moe-layer-freq",
          "'%s' does not say for %d layers whether they have experts".formatted(text, layers),
          "write it like ([0]*3+[1]*58)");
    }
    return has;
  }
}
