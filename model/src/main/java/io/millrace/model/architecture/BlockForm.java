package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A block of dimensions: what all layers share, or layer kinds and their order. */
final class BlockForm {
  /** Any of these makes a block more than a name. */
  static final List<String> DIMENSIONS =
      List.of(
          "layers",
          "hidden",
          "ffn",
          "heads",
          "kvHeads",
          "headDim",
          "moe",
          "mla",
          "vocab",
          "activation",
          "tiedEmbeddings",
          "slidingWindow",
          "layerKinds",
          "layerPattern");

  /** What a catalogue entry may add to a block that gives none of it. */
  private static final List<String> DETAILS =
      List.of("layerKinds", "bias", "norm", "queryKeyNorm", "slidingWindow", "positionEmbeddings");

  private BlockForm() {}

  static Optional<ModelArchitecture> read(
      Fields block, Optional<CatalogueEntry> known, List<Assumption> assumptions) {
    String name = block.text("name", "unnamed model");
    int hidden = block.integer("hidden", 1);
    if (hidden > Dimensions.LARGEST) {
      block.issue("hidden", "must be at most " + Dimensions.LARGEST + ", is " + hidden, "");
    }
    int vocabulary = block.integer("vocab", 1);
    boolean tied = block.flag("tiedEmbeddings", false);
    int positions = block.integer("positionEmbeddings", 0, 0);
    boolean kinds = block.has("layerKinds") || block.has("layerPattern");
    Optional<Norm> norm = LayerForm.norm(block);
    List<Assumption> assumed = new ArrayList<>();
    UniformLayers uniform = kinds ? UniformLayers.NONE : UniformLayers.read(block, norm, assumed);
    Norm finalNorm = norm.orElse(kinds ? Norm.RMS : uniform.norm());
    List<Layer> layers = kinds ? layersOfKinds(block, finalNorm) : List.of();
    PredictionKey prediction = PredictionKey.read(block, finalNorm);
    boolean detailed = DETAILS.stream().anyMatch(block::has);
    Optional<ModelArchitecture> read =
        block.build(
            () ->
                new ModelArchitecture(
                    name,
                    hidden,
                    vocabulary,
                    tied,
                    kinds ? layers : uniform.layers(),
                    Optional.empty(),
                    positions,
                    finalNorm));
    if (read.isEmpty()) {
      return read;
    }
    assumptions.addAll(assumed);
    Optional<CatalogueEntry> same =
        known.filter(entry -> !detailed && sameMatrices(entry.architecture(), read.get()));
    ModelArchitecture model =
        same.map(entry -> withDetailsOf(entry, read.get(), prediction, block, assumptions))
            .orElse(read.get());
    return block.make(() -> prediction.applyTo(model));
  }

  private static List<Layer> layersOfKinds(Fields block, Norm norm) {
    Map<String, Layer> kinds = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>();
    block
        .object("layerKinds")
        .ifPresent(
            fields -> {
              for (String name : fields.keys()) {
                names.add(name);
                fields
                    .object(name)
                    .flatMap(it -> LayerForm.read(it, norm))
                    .ifPresent(layer -> kinds.put(name, layer));
              }
            });
    List<Layer> layers = new ArrayList<>();
    try {
      String pattern = block.text("layerPattern");
      List<String> order = LayerPattern.parse(pattern, ModelArchitecture.MOST_LAYERS);
      for (String name : order) {
        Optional.ofNullable(kinds.get(name)).ifPresent(layers::add);
      }
      new TreeSet<>(order)
          .stream()
              .filter(name -> !names.contains(name))
              .forEach(
                  name ->
                      block.issue(
                          "layerPattern",
                          "'" + name + "' is none of the layer kinds",
                          "Known: " + String.join(", ", names)));
      int count = block.integer("layers", 1, order.size());
      if (count != order.size()) {
        block.issue(
            "layers", "is " + count + ", but the pattern has " + order.size() + " layers", "");
      }
    } catch (IllegalArgumentException e) {
      block.issue(
          "layerPattern",
          String.valueOf(e.getMessage()),
          "Names of layer kinds, as in '(linear linear linear full)*12'");
    }
    return layers;
  }

  /**
   * Whether two models agree in all that takes time: sizes and matrices of each layer. Norms and
   * biases may differ.
   */
  private static boolean sameMatrices(ModelArchitecture known, ModelArchitecture read) {
    if (known.hidden() != read.hidden()
        || known.vocabulary() != read.vocabulary()
        || known.tiedEmbeddings() != read.tiedEmbeddings()
        || known.layerCount() != read.layerCount()) {
      return false;
    }
    for (int i = 0; i < known.layerCount(); i++) {
      if (!matrices(known, i).equals(matrices(read, i))) {
        return false;
      }
    }
    return true;
  }

  private static LayerMatrices matrices(ModelArchitecture model, int index) {
    Layer layer = model.layers().get(index);
    return new LayerMatrices(
        layer.mixer().parameters(model.hidden()).weights(),
        layer.feedForward().parameters(model.hidden()).weights());
  }

  private record LayerMatrices(long mixer, long feedForward) {}

  private static ModelArchitecture withDetailsOf(
      CatalogueEntry entry,
      ModelArchitecture read,
      PredictionKey prediction,
      Fields block,
      List<Assumption> assumptions) {
    ModelArchitecture known = entry.architecture().withName(read.name());
    if (!known.withMultiTokenPrediction(Optional.empty()).equals(read)) {
      assumptions.add(
          new Assumption(
              block.path(),
              "biases, norms, windows and positions of " + entry.name(),
              "same name and matrices as in the catalogue"));
    }
    if (!prediction.given() && known.multiTokenPrediction().isPresent()) {
      assumptions.add(
          new Assumption(
              block.path("multiTokenPrediction"),
              String.valueOf(known.multiTokenPredictionDepth()),
              "as " + entry.name() + " was trained"));
    }
    return known;
  }
}
