package io.millrace.model.architecture;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Writes a model as the block that {@link ArchitectureReader} reads back: in the short form where
 * that says all, else as layer kinds and their pattern.
 */
public final class ArchitectureWriter {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private ArchitectureWriter() {}

  /** The block as YAML, without the key in front of it. */
  public static String toYaml(ModelArchitecture model) {
    return YAML.writeValueAsString(toTree(model));
  }

  /** The block as a tree. */
  public static ObjectNode toTree(ModelArchitecture model) {
    return uniform(model).filter(block -> saysAll(block, model)).orElseGet(() -> kindsOf(model));
  }

  /**
   * Whether reading a block gives the model again. Asking the reader keeps the two from ever
   * disagreeing about what the short form can say.
   */
  private static boolean saysAll(ObjectNode block, ModelArchitecture model) {
    Issues issues = new Issues();
    return ArchitectureReader.read(
            Fields.of(new Document(block), issues),
            ArchitectureCatalogue.empty(),
            new ArrayList<>())
        .filter(it -> issues.isEmpty() && it.equals(model))
        .isPresent();
  }

  private static Optional<ObjectNode> uniform(ModelArchitecture model) {
    Layer last = model.layers().getLast();
    Layer first = model.layers().getFirst();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", model.name())
            .put("layers", model.layerCount())
            .put("hidden", model.hidden());
    if (first.feedForward() instanceof DenseFeedForward dense) {
      node.put("ffn", dense.inner());
    }
    switch (last.mixer()) {
      case GroupedQueryAttention it -> {
        node.put("heads", it.heads()).put("kvHeads", it.kvHeads());
        if (it.headDim() * it.heads() != model.hidden()) {
          node.put("headDim", it.headDim());
        }
        it.slidingWindow().ifPresent(window -> node.put("slidingWindow", window));
        if (it.queryKeyNorm() != QueryKeyNorm.NONE) {
          node.put("queryKeyNorm", it.queryKeyNorm().label());
        }
      }
      case LatentAttention it -> {
        node.put("heads", it.heads());
        MixerForm.writeDimensions(it, node.putObject("mla"));
      }
      default -> {
        return Optional.empty();
      }
    }
    Activation activation;
    boolean bias =
        last.mixer() instanceof GroupedQueryAttention it && it.bias() != AttentionBias.NONE;
    switch (last.feedForward()) {
      case DenseFeedForward it -> {
        activation = it.activation();
        bias |= it.bias();
      }
      case MixtureOfExperts it -> {
        activation = it.activation();
        ObjectNode experts = FeedForwardForm.writeExperts(it);
        long dense =
            model.layers().stream()
                .filter(layer -> layer.feedForward() instanceof DenseFeedForward)
                .count();
        if (dense > 0) {
          experts.put("denseLayers", dense);
        }
        node.set("moe", experts);
      }
      case NoFeedForward _ -> {
        return Optional.empty();
      }
    }
    node.put("activation", activation.label());
    if (bias != (activation == Activation.GELU)) {
      node.put("bias", bias);
    }
    if (model.finalNorm() != (activation.gated() ? Norm.RMS : Norm.LAYER)) {
      node.put("norm", model.finalNorm().label());
    }
    writeRest(model, node);
    return Optional.of(node);
  }

  /**
   * The block as layer kinds and their pattern, whatever the short form can say: no catalogue adds
   * anything to it.
   */
  public static ObjectNode kindsOf(ModelArchitecture model) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", model.name())
            .put("layers", model.layerCount())
            .put("hidden", model.hidden());
    if (model.finalNorm() != Norm.RMS) {
      node.put("norm", model.finalNorm().label());
    }
    Map<Layer, String> names = names(model);
    ObjectNode kinds = node.putObject("layerKinds");
    names.forEach((layer, name) -> kinds.set(name, LayerForm.write(layer, model.finalNorm())));
    List<String> order = model.layers().stream().map(it -> names.getOrDefault(it, "")).toList();
    node.put("layerPattern", LayerPattern.print(order));
    writeRest(model, node);
    return node;
  }

  private static void writeRest(ModelArchitecture model, ObjectNode node) {
    node.put("vocab", model.vocabulary());
    MixerForm.flag(node, "tiedEmbeddings", model.tiedEmbeddings());
    if (model.positionEmbeddings() > 0) {
      node.put("positionEmbeddings", model.positionEmbeddings());
    }
    PredictionKey.write(model, node);
  }

  /** A name for each kind of layer that says what it is, numbered where that is not enough. */
  private static Map<Layer, String> names(ModelArchitecture model) {
    Map<Layer, String> names = new LinkedHashMap<>();
    for (Layer layer : model.distinctLayers().keySet()) {
      String name = describe(layer);
      int number = 1;
      while (names.containsValue(number == 1 ? name : name + "-" + number)) {
        number++;
      }
      names.put(layer, number == 1 ? name : name + "-" + number);
    }
    return names;
  }

  private static String describe(Layer layer) {
    String mixer =
        switch (layer.mixer()) {
          case GroupedQueryAttention it -> it.slidingWindow().isPresent() ? "sliding" : "full";
          case LatentAttention _ -> "latent";
          case CompressedAttention it -> it.compression() == 0 ? "window" : "compressed";
          case LinearAttention _ -> "linear";
          case StateSpace _ -> "mamba";
          case NoMixer _ -> "";
        };
    String network =
        switch (layer.feedForward()) {
          case DenseFeedForward _ -> "dense";
          case MixtureOfExperts _ -> "moe";
          case NoFeedForward _ -> "";
        };
    return mixer.isEmpty() || network.isEmpty() ? mixer + network : mixer + "-" + network;
  }
}
