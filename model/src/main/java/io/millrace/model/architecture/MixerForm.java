package io.millrace.model.architecture;

import io.millrace.model.input.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code mixer} object of a layer kind in files: {@code type} and the dimensions of that type.
 */
final class MixerForm {
  private static final String ATTENTION = "attention";
  private static final String LATENT = "latent-attention";
  private static final String COMPRESSED = "compressed-attention";
  private static final String LINEAR = "linear-attention";
  private static final String STATE_SPACE = "state-space";
  private static final List<String> TYPES =
      List.of(ATTENTION, LATENT, COMPRESSED, LINEAR, STATE_SPACE);

  private MixerForm() {}

  static Optional<SequenceMixer> read(Fields fields) {
    String type = fields.optionalChoice("type", TYPES, it -> it).orElse("");
    return switch (type) {
      case ATTENTION -> attention(fields);
      case LATENT -> latent(fields);
      case COMPRESSED -> compressed(fields);
      case LINEAR -> linear(fields);
      case STATE_SPACE -> stateSpace(fields);
      default -> {
        if (!fields.has("type")) {
          fields.issue("type", "is missing", "One of " + String.join(", ", TYPES));
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<SequenceMixer> attention(Fields fields) {
    int heads = fields.integer("heads", 1);
    int kvHeads = fields.integer("kvHeads", 1, heads);
    int headDim = fields.integer("headDim", 1);
    int valueDim = fields.integer("valueDim", 1, headDim);
    OptionalInt window = fields.optionalInteger("slidingWindow", 1);
    AttentionBias bias =
        fields
            .optionalChoice("bias", AttentionBias.all(), AttentionBias::label)
            .orElse(AttentionBias.NONE);
    QueryKeyNorm norm = queryKeyNorm(fields).orElse(QueryKeyNorm.NONE);
    boolean gate = fields.flag("outputGate", false);
    boolean sinks = fields.flag("sinks", false);
    boolean shared = fields.flag("sharedKeyValue", false);
    return fields.build(
        () ->
            new GroupedQueryAttention(
                heads, kvHeads, headDim, valueDim, window, bias, norm, gate, sinks, shared));
  }

  static Optional<QueryKeyNorm> queryKeyNorm(Fields fields) {
    return fields.optionalChoice("queryKeyNorm", QueryKeyNorm.all(), QueryKeyNorm::label);
  }

  private static Optional<SequenceMixer> latent(Fields fields) {
    return latentDimensions(fields, fields.integer("heads", 1)).map(it -> it);
  }

  /** Latent attention whose number of heads stands elsewhere. */
  static Optional<LatentAttention> latentDimensions(Fields fields, int heads) {
    int queryRank = fields.integer("queryRank", 0, 0);
    int kvRank = fields.integer("kvRank", 1);
    int noPositionDim = fields.integer("noPositionDim", 1);
    int ropeDim = fields.integer("ropeDim", 0);
    int valueDim = fields.integer("valueDim", 1);
    boolean gate = fields.flag("outputGate", false);
    Optional<SparseIndexer> indexer = fields.optionalObject("indexer").flatMap(MixerForm::indexer);
    return fields.build(
        () ->
            new LatentAttention(
                heads, queryRank, kvRank, noPositionDim, ropeDim, valueDim, gate, indexer));
  }

  private static Optional<SparseIndexer> indexer(Fields fields) {
    int heads = fields.integer("heads", 1);
    int headDim = fields.integer("headDim", 1);
    int topK = fields.integer("topK", 1);
    boolean reused = fields.flag("reused", false);
    return fields.build(() -> new SparseIndexer(heads, headDim, topK, reused));
  }

  private static Optional<SequenceMixer> compressed(Fields fields) {
    int heads = fields.integer("heads", 1);
    int headDim = fields.integer("headDim", 1);
    int ropeDim = fields.integer("ropeDim", 0);
    int queryRank = fields.integer("queryRank", 1);
    int outputRank = fields.integer("outputRank", 1);
    int outputGroups = fields.integer("outputGroups", 1);
    int window = fields.integer("slidingWindow", 1);
    int compression = fields.integer("compression", 0, 0);
    Optional<SparseIndexer> indexer = fields.optionalObject("indexer").flatMap(MixerForm::indexer);
    return fields.build(
        () ->
            new CompressedAttention(
                heads,
                headDim,
                ropeDim,
                queryRank,
                outputRank,
                outputGroups,
                window,
                compression,
                indexer));
  }

  private static Optional<SequenceMixer> linear(Fields fields) {
    Optional<LinearAttention.Kind> kind =
        fields.optionalChoice("kind", LinearAttention.Kind.all(), LinearAttention.Kind::label);
    if (!fields.has("kind")) {
      fields.issue("kind", "is missing", "");
    }
    int keyHeads = fields.integer("keyHeads", 1);
    int valueHeads = fields.integer("valueHeads", 1, keyHeads);
    int keyDim = fields.integer("keyDim", 1);
    int valueDim = fields.integer("valueDim", 1, keyDim);
    int convolution = fields.integer("convolution", 0, 0);
    return fields.build(
        () ->
            new LinearAttention(
                kind.orElseThrow(), keyHeads, valueHeads, keyDim, valueDim, convolution));
  }

  private static Optional<SequenceMixer> stateSpace(Fields fields) {
    int heads = fields.integer("heads", 1);
    int headDim = fields.integer("headDim", 1);
    int groups = fields.integer("groups", 1, 1);
    int stateSize = fields.integer("stateSize", 1);
    int convolution = fields.integer("convolution", 0, 0);
    return fields.build(() -> new StateSpace(heads, headDim, groups, stateSize, convolution));
  }

  /** The object for a mixer; empty for none. */
  static Optional<ObjectNode> write(SequenceMixer mixer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (mixer) {
      case GroupedQueryAttention it -> write(it, node.put("type", ATTENTION));
      case LatentAttention it -> {
        node.put("type", LATENT).put("heads", it.heads());
        writeDimensions(it, node);
      }
      case CompressedAttention it -> write(it, node.put("type", COMPRESSED));
      case LinearAttention it ->
          node.put("type", LINEAR)
              .put("kind", it.kind().label())
              .put("keyHeads", it.keyHeads())
              .put("valueHeads", it.valueHeads())
              .put("keyDim", it.keyDim())
              .put("valueDim", it.valueDim())
              .put("convolution", it.convolution());
      case StateSpace it ->
          node.put("type", STATE_SPACE)
              .put("heads", it.heads())
              .put("headDim", it.headDim())
              .put("groups", it.groups())
              .put("stateSize", it.stateSize())
              .put("convolution", it.convolution());
      case NoMixer _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  private static void write(GroupedQueryAttention it, ObjectNode node) {
    node.put("heads", it.heads()).put("kvHeads", it.kvHeads()).put("headDim", it.headDim());
    if (it.valueDim() != it.headDim()) {
      node.put("valueDim", it.valueDim());
    }
    it.slidingWindow().ifPresent(window -> node.put("slidingWindow", window));
    if (it.bias() != AttentionBias.NONE) {
      node.put("bias", it.bias().label());
    }
    if (it.queryKeyNorm() != QueryKeyNorm.NONE) {
      node.put("queryKeyNorm", it.queryKeyNorm().label());
    }
    flag(node, "outputGate", it.outputGate());
    flag(node, "sinks", it.sinks());
    flag(node, "sharedKeyValue", it.sharedKeyValue());
  }

  /** Everything but the number of heads. */
  static void writeDimensions(LatentAttention it, ObjectNode node) {
    node.put("queryRank", it.queryRank())
        .put("kvRank", it.kvRank())
        .put("noPositionDim", it.noPositionDim())
        .put("ropeDim", it.ropeDim())
        .put("valueDim", it.valueDim());
    flag(node, "outputGate", it.outputGate());
    it.indexer().ifPresent(indexer -> node.set("indexer", write(indexer)));
  }

  private static void write(CompressedAttention it, ObjectNode node) {
    node.put("heads", it.heads())
        .put("headDim", it.headDim())
        .put("ropeDim", it.ropeDim())
        .put("queryRank", it.queryRank())
        .put("outputRank", it.outputRank())
        .put("outputGroups", it.outputGroups())
        .put("slidingWindow", it.slidingWindow());
    if (it.compression() > 0) {
      node.put("compression", it.compression());
    }
    it.indexer().ifPresent(indexer -> node.set("indexer", write(indexer)));
  }

  private static ObjectNode write(SparseIndexer it) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("heads", it.heads())
            .put("headDim", it.headDim())
            .put("topK", it.topK());
    flag(node, "reused", it.reused());
    return node;
  }

  static void flag(ObjectNode node, String key, boolean value) {
    if (value) {
      node.put(key, true);
    }
  }
}
