package io.millrace.model.huggingface;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.MixtureOfExperts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the network of each layer: dense, or a mixture of experts under any of its spellings. */
final class NetworkReader {
  private static final String[] EXPERTS = {
    "num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"
  };
  private static final String[] TOP_K = {
    "num_experts_per_tok",
    "num_experts_per_token",
    "experts_per_token",
    "top_k_experts",
    "moe_topk",
    "moe_top_k"
  };
  private static final String[] EXPERT_INNER = {
    "moe_intermediate_size", "expert_intermediate_size"
  };
  private static final String[] DENSE_INNER = {
    "dense_intermediate_size", "intermediate_size_mlp", "intermediate_size", "n_inner", "ffn_dim"
  };
  private static final String[] SHARED_INNER = {
    "shared_expert_intermediate_size",
    "moe_shared_expert_intermediate_size",
    "shared_intermediate_size",
    "share_expert_dim"
  };
  private static final String[] ACTIVATION = {
    "hidden_act", "hidden_activation", "mlp_hidden_act", "activation_function"
  };
  private static final Set<String> LINEAR_UNITS =
      Set.of("silu", "swish", "swiglu", "swigluoai", "situ");

  /** Gemma 4's norms before and after attention, the dense network, the experts, and their sum. */
  private static final int PARALLEL_NORMS = 7;

  private final TextConfig config;
  private final Family family;
  private final boolean known;

  NetworkReader(TextConfig config, Family family, boolean known) {
    this.config = config;
    this.family = family;
    this.known = known;
  }

  /** Norms per layer, 0 for one before each half. */
  int norms() {
    return parallel() ? PARALLEL_NORMS : family.norms();
  }

  /** Gemma 4: a dense network beside the experts, which we take for a shared expert. */
  private boolean parallel() {
    return config.flag("enable_moe_block", false);
  }

  /** The network of each layer; called only where no issue was found. */
  IntFunction<FeedForward> read(int layers) {
    int experts = config.optional(0, EXPERTS).orElse(0);
    if (experts == 0) {
      FeedForward dense = dense();
      return index -> dense;
    }
    if (parallel()) {
      FeedForward both = experts(experts, denseInner());
      return index -> both;
    }
    FeedForward routed = experts(experts, shared());
    IntPredicate sparse = routedLayers(layers);
    boolean mixed = !allMatch(layers, sparse);
    FeedForward dense = mixed ? dense() : routed;
    return index -> sparse.test(index) ? routed : dense;
  }

  private static boolean allMatch(int layers, IntPredicate predicate) {
    return IntStream.range(0, layers).allMatch(predicate);
  }

  /** A dense network. */
  FeedForward dense() {
    int inner = denseInner();
    boolean bias = config.flag("mlp_bias", family.has(Trait.NOT_GATED) && family.has(Trait.BIASED));
    return new DenseFeedForward(inner, activation(), bias);
  }

  private int denseInner() {
    OptionalInt given = config.optional(1, DENSE_INNER);
    if (given.isEmpty() && family.has(Trait.FOURFOLD_NETWORK)) {
      return 4 * config.hidden();
    }
    return given.isPresent() ? given.getAsInt() : config.required("intermediate_size");
  }

  /** A mixture of that many experts with shared experts of that width. */
  FeedForward experts(int experts, int shared) {
    int topK = config.required(TOP_K);
    return MixtureOfExperts.of(experts, topK, expertInner(), shared, activation())
        .withLatent(config.optional(0, "moe_latent_size", "routed_expert_hidden_size").orElse(0))
        .withExpertBias(family.has(Trait.EXPERT_BIAS))
        .withRouterBias(family.has(Trait.ROUTER_BIAS))
        .withSharedGate(family.has(Trait.SHARED_GATE) && shared > 0);
  }

  private int expertInner() {
    OptionalInt own = config.optional(1, EXPERT_INNER);
    return own.isPresent() ? own.getAsInt() : config.required("intermediate_size");
  }

  /** Inner width of all shared experts together. */
  int shared() {
    if (family.has(Trait.ONE_SHARED_EXPERT)) {
      return expertInner();
    }
    OptionalInt count = config.optional(0, "n_shared_experts", "num_shared_experts");
    OptionalInt width = config.optional(0, SHARED_INNER);
    if (width.isPresent()) {
      return count.orElse(1) * width.getAsInt();
    }
    return count.orElse(0) == 0 ? 0 : count.getAsInt() * expertInner();
  }

  /**
   * Which layers have experts. Where none of the keys says so, all of them have in the families
   * whose classes say so, or where the file gives no width for a dense network.
   */
  private IntPredicate routedLayers(int layers) {
    Optional<List<String>> types = config.perLayer("mlp_layer_types", layers);
    if (types.isPresent()) {
      return index -> !types.get().get(index).equals("dense");
    }
    Optional<List<Integer>> listed = config.numberPerLayer("moe_layer_freq", layers);
    if (listed.isPresent()) {
      return index -> listed.get().get(index) != 0;
    }
    if (config.fields().hasText("moe_layers_enum")) {
      Set<String> indices =
          Arrays.stream(config.fields().text("moe_layers_enum").split(","))
              .map(String::strip)
              .collect(Collectors.toSet());
      return index -> indices.contains(String.valueOf(index));
    }
    if (config.fields().has("first_k_dense_replace")
        || config.fields().hasNumber("moe_layer_freq")) {
      int dense = config.optional(0, "first_k_dense_replace").orElse(0);
      int every = config.optional(1, "moe_layer_freq").orElse(1);
      return index -> index >= dense && index % every == 0;
    }
    if (config.fields().has("interleave_moe_layer_step")) {
      int step = config.required("interleave_moe_layer_step");
      return index -> (index + 1) % step == 0;
    }
    if (config.fields().has("decoder_sparse_step") || config.fields().has("mlp_only_layers")) {
      int step = config.optional(1, "decoder_sparse_step").orElse(1);
      List<Integer> dense = config.fields().integers("mlp_only_layers");
      return index -> !dense.contains(index) && (index + 1) % step == 0;
    }
    boolean twoWidths =
        config.fields().has("dense_intermediate_size")
            || (config.optional(1, EXPERT_INNER).isPresent()
                && config.optional(1, DENSE_INNER).isPresent());
    if (twoWidths && !family.has(Trait.ALWAYS_ROUTED)) {
      config.missing(
          "which layers have experts",
          "first_k_dense_replace",
          "moe_layer_freq",
          "mlp_layer_types");
    }
    return index -> true;
  }

  /**
   * The non-linearity. Whether it gates is a matter of the family; an unknown family is believed to
   * gate only with the linear units that hardly anything else is made of.
   */
  private Activation activation() {
    boolean gated = !family.has(Trait.NOT_GATED);
    Optional<String> name =
        Arrays.stream(ACTIVATION)
            .filter(config.fields()::hasText)
            .findFirst()
            .map(config.fields()::text);
    String act = name.orElse(gated ? "silu" : "gelu");
    if (gated && LINEAR_UNITS.contains(act)) {
      return Activation.SWIGLU;
    }
    if (!gated && act.startsWith("relu")) {
      return act.equals("relu2") ? Activation.SQUARED_RELU : Activation.RELU;
    }
    if (known && act.startsWith("gelu")) {
      return gated ? Activation.GEGLU : Activation.GELU;
    }
    String why = known ? "" : " for model_type '" + config.type() + "'";
    config
        .fields()
        .issue(ACTIVATION[0], "is '" + act + "', whose matrices are not known" + why, "");
    return Activation.SWIGLU;
  }
}
