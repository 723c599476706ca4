package io.millrace.planner.export.megatron;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.AttentionBias;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.QueryKeyNorm;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** The shape of a model in Megatron's words. */
final class ModelSettings {
  /** Megatron-LM's default of both ({@code megatron/training/arguments.py}, commit 000c4ac). */
  private static final double USUAL_DROPOUT = 0.1;

  private final Settings settings;
  private final Gaps gaps;

  ModelSettings(Settings settings, Gaps gaps) {
    this.settings = settings;
    this.gaps = gaps;
  }

  void add(LaunchJob job) {
    ModelArchitecture model = job.scenario().model();
    int sequence = job.scenario().workload().sequence();
    settings.put("--num-layers", "model.num_layers", model.layerCount());
    settings.put("--hidden-size", "model.hidden_size", model.hidden());
    mixer(model);
    network(model);
    settings.put("--seq-length", "model.seq_length", sequence);
    settings.optionOnly(
        "--max-position-embeddings",
        Integer.toString(Math.max(sequence, model.positionEmbeddings())));
    settings.put("--vocab-size", "model.vocab_size", model.vocabulary());
    if (!model.tiedEmbeddings()) {
      settings.on(
          "--untie-embeddings-and-output-weights",
          "model.share_embeddings_and_output_weights",
          false);
    }
    norm(model.finalNorm());
    positions(model);
    dropout(job);
    int further = model.multiTokenPredictionDepth();
    if (further > 0) {
      settings.put("--mtp-num-layers", "model.mtp_num_layers", further);
    }
  }

  private void norm(Norm norm) {
    settings.put(
        "--normalization", "model.normalization", norm == Norm.RMS ? "RMSNorm" : "LayerNorm");
    if (norm == Norm.LAYER_WITHOUT_BIAS || norm == Norm.NOT_PARAMETRIC) {
      gaps.beside("model.norm", norm.label(), "LayerNorm with gain and bias takes its place");
    }
  }

  private void positions(ModelArchitecture model) {
    String type = "learned_absolute";
    if (model.positionEmbeddings() == 0) {
      type = model.finalNorm() == Norm.RMS ? "rope" : "none";
    }
    settings.put("--position-embedding-type", "model.position_embedding_type", type);
    if (type.equals("rope")) {
      settings.remark(
          "The base of rotary positions is Megatron's default; give --rotary-base if the model has"
              + " another. It does not change the time.");
    }
  }

  /**
   * Both as the model is priced: models with layer norms drop out as GPT does (2205.05198), by a
   * tenth as is Megatron's default, where the recipes of the framework do.
   */
  private void dropout(LaunchJob job) {
    boolean dropped =
        job.scenario().framework().defaults().dropout()
            && job.scenario().model().finalNorm() == Norm.LAYER;
    double share = dropped ? USUAL_DROPOUT : 0.0;
    settings.put("--attention-dropout", "model.attention_dropout", share);
    settings.put("--hidden-dropout", "model.hidden_dropout", share);
    settings.remark(
        "Dropout of attention and of hidden states is %s, as the plan is priced; without a word"
                .formatted(share)
            + " Megatron-LM drops out %s. It changes time and memory.".formatted(USUAL_DROPOUT));
  }

  private void mixer(ModelArchitecture model) {
    List<SequenceMixer> mixers = model.layers().stream().map(Layer::mixer).distinct().toList();
    switch (mixers.getLast()) {
      case GroupedQueryAttention it -> grouped(it, mixers.size() == 1);
      case LatentAttention it -> latent(it);
      default ->
          gaps.beside(
              "model.layers",
              mixers.getLast().getClass().getSimpleName(),
              "the script has no option for this mixer: add those of your Megatron");
    }
    if (mixers.size() > 1) {
      gaps.beside(
          "model.layerPattern",
          mixers.size() + " kinds of attention",
          "the script describes that of the last layer for all");
    }
  }

  private void grouped(GroupedQueryAttention attention, boolean alone) {
    settings.put("--num-attention-heads", "model.num_attention_heads", attention.heads());
    if (attention.kvHeads() != attention.heads()) {
      settings.optionOnly("--group-query-attention");
      settings.put("--num-query-groups", "model.num_query_groups", attention.kvHeads());
    }
    settings.put("--kv-channels", "model.kv_channels", attention.headDim());
    if (attention.queryKeyNorm() != QueryKeyNorm.NONE) {
      settings.on("--qk-layernorm", "model.qk_layernorm", true);
    }
    if (attention.bias() == AttentionBias.QUERY_KEY_VALUE) {
      settings.on("--add-qkv-bias", "model.add_qkv_bias", true);
    }
    if (alone && attention.slidingWindow().isPresent()) {
      gaps.beside(
          "model.slidingWindow",
          Integer.toString(attention.slidingWindow().getAsInt()),
          "attention is over the whole sequence");
    }
    if (attention.outputGate() || attention.sinks() || attention.sharedKeyValue()) {
      gaps.beside(
          "model.mixer", "attention with gate, sinks or shared keys", "plain attention is told");
    }
  }

  private void latent(LatentAttention attention) {
    settings.put("--num-attention-heads", "model.num_attention_heads", attention.heads());
    settings.on("--multi-latent-attention", "model.multi_latent_attention", true);
    if (attention.queryRank() > 0) {
      settings.put("--q-lora-rank", "model.q_lora_rank", attention.queryRank());
    }
    settings.put("--kv-lora-rank", "model.kv_lora_rank", attention.kvRank());
    settings.put("--qk-head-dim", "model.qk_head_dim", attention.noPositionDim());
    settings.put("--qk-pos-emb-head-dim", "model.qk_pos_emb_head_dim", attention.ropeDim());
    settings.put("--v-head-dim", "model.v_head_dim", attention.valueDim());
    if (attention.outputGate() || attention.indexer().isPresent()) {
      gaps.beside("model.mla", "with gate or indexer", "plain latent attention is told");
    }
  }

  private void network(ModelArchitecture model) {
    List<FeedForward> networks = model.layers().stream().map(Layer::feedForward).toList();
    Optional<DenseFeedForward> dense =
        networks.stream().flatMap(it -> as(DenseFeedForward.class, it)).findFirst();
    Optional<MixtureOfExperts> experts =
        networks.stream().flatMap(it -> as(MixtureOfExperts.class, it)).findFirst();
    int inner = dense.map(DenseFeedForward::inner).orElse(0);
    if (inner == 0) {
      inner = experts.map(MixtureOfExperts::expertInner).orElse(model.hidden());
    }
    settings.put("--ffn-hidden-size", "model.ffn_hidden_size", inner);
    activation(
        dense
            .map(DenseFeedForward::activation)
            .or(() -> experts.map(MixtureOfExperts::activation))
            .orElse(Activation.SWIGLU));
    boolean bias =
        dense.map(DenseFeedForward::bias).orElse(false)
            || model.layers().getLast().mixer() instanceof GroupedQueryAttention it
                && it.bias() == AttentionBias.ALL;
    if (!bias) {
      settings.on("--disable-bias-linear", "model.add_bias_linear", false);
    }
    experts.ifPresent(it -> experts(it, networks));
  }

  private void activation(Activation activation) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (activation) {
      case SWIGLU -> {
        settings.on("--swiglu", "model.gated_linear_unit", true);
        settings.keyOnly("model.activation_func", nodes.stringNode("silu"));
      }
      case SQUARED_RELU ->
          settings.on("--squared-relu", "model.activation_func", nodes.stringNode("squared_relu"));
      case GELU -> settings.keyOnly("model.activation_func", nodes.stringNode("gelu"));
      case RELU, GEGLU ->
          gaps.beside(
              "model.activation", activation.label(), "the script has no option for it: GELU runs");
    }
  }

  private void experts(MixtureOfExperts experts, List<FeedForward> networks) {
    settings.put("--num-experts", "model.num_moe_experts", experts.experts());
    settings.put("--moe-router-topk", "model.moe_router_topk", experts.topK());
    settings.put("--moe-ffn-hidden-size", "model.moe_ffn_hidden_size", experts.expertInner());
    if (experts.sharedInner() > 0) {
      settings.put(
          "--moe-shared-expert-intermediate-size",
          "model.moe_shared_expert_intermediate_size",
          experts.sharedInner());
    }
    if (experts.routerBias()) {
      settings.on("--moe-router-enable-expert-bias", "model.moe_router_enable_expert_bias", true);
    }
    if (networks.stream().anyMatch(it -> !(it instanceof MixtureOfExperts))) {
      settings.put("--moe-layer-freq", "model.moe_layer_freq", frequency(networks));
    }
    settings.on("--moe-grouped-gemm", "model.moe_grouped_gemm", true);
    settings.put("--moe-token-dispatcher-type", "model.moe_token_dispatcher_type", "alltoall");
    if (experts.latent() > 0 || experts.expertBias() || experts.sharedGate()) {
      gaps.beside(
          "model.moe",
          "experts with latent, bias or gate",
          "plain experts are told: add the options of your Megatron");
    }
  }

  /** Which layers have experts, as Megatron evaluates it: {@code ([0]*3+[1]*58)}. */
  private static String frequency(List<FeedForward> networks) {
    List<String> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= networks.size(); i++) {
      boolean routed = networks.get(start) instanceof MixtureOfExperts;
      if (i == networks.size() || networks.get(i) instanceof MixtureOfExperts != routed) {
        runs.add("[" + (routed ? 1 : 0) + "]*" + (i - start));
        start = i;
      }
    }
    return "(" + String.join("+", runs) + ")";
  }

  private static <T> Stream<T> as(Class<T> type, FeedForward network) {
    return type.isInstance(network) ? Stream.of(type.cast(network)) : Stream.empty();
  }
}
