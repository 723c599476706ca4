package io.millrace.model.huggingface;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureImporter;
import io.millrace.model.architecture.CatalogueEntry;
import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.MultiTokenPrediction;
import io.millrace.model.architecture.Norm;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.SparseIndexer;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the {@code config.json} of a Hugging Face model: its language model, without what sees or
 * hears.
 */
public final class HuggingFaceConfig implements ArchitectureImporter {

  /** For {@link java.util.ServiceLoader}; {@link #read(Path, List)} needs no instance. */
  public HuggingFaceConfig() {}

  /**
   * Reads a file, or the {@code config.json} of a folder.
   *
   * @param assumptions where to add what the file leaves open
   */
  public static Parsed<ModelArchitecture> read(Path path, List<Assumption> assumptions) {
    Path file = ArchitectureImporter.fileIn(path);
    String name = ArchitectureImporter.nameOf(file);
    return Document.read(file)
        .then(document -> new HuggingFaceConfig().read(document, name, assumptions));
  }

  @Override
  public boolean recognises(Document document) {
    Fields fields = Fields.of(document, new Issues());
    return fields.has("model_type")
        || fields.has("architectures")
        || fields.has("num_hidden_layers")
        || fields.hasObject("text_config");
  }

  /**
   * Reads a file. Where it does not say all that is needed, a model of the catalogue with the same
   * name, hidden size and vocabulary stands in, which is listed as an assumption.
   */
  @Override
  public Parsed<ModelArchitecture> read(
      Document document, String name, List<Assumption> assumptions) {
    List<Assumption> assumed = new ArrayList<>();
    Parsed<ModelArchitecture> read = readAlone(document, name, assumed);
    if (read instanceof Parsed.Invalid<ModelArchitecture> invalid
        && invalid.issues().stream().allMatch(TextConfig::isAboutMissingKey)) {
      Optional<CatalogueEntry> entry = standIn(document, name);
      if (entry.isPresent()) {
        assumptions.add(
            new Assumption(
                "$",
                entry.get().name() + " of the catalogue",
                "the file leaves open "
                    + invalid.issues().stream()
                        .map(Issue::path)
                        .collect(Collectors.joining(", "))));
        return new Parsed.Valid<>(entry.get().architecture().withName(name));
      }
    }
    assumptions.addAll(assumed);
    return read;
  }

  /** Reads a file that says all by itself. */
  public static Parsed<ModelArchitecture> readAlone(
      Document document, String name, List<Assumption> assumptions) {
    Issues issues = new Issues();
    TextConfig config = TextConfig.of(document, issues, assumptions);
    if (!issues.isEmpty()) {
      return new Parsed.Invalid<>(issues.list());
    }
    if (config.flag("is_encoder_decoder", false)) {
      config.fields().issue("is_encoder_decoder", "is true; only decoders are read", "");
    }
    Optional<ModelArchitecture> model =
        config.fields().make(() -> model(config, name)).flatMap(it -> it);
    return issues.result(model::orElseThrow);
  }

  private static Optional<CatalogueEntry> standIn(Document document, String name) {
    TextConfig config = TextConfig.of(document, new Issues(), new ArrayList<>());
    OptionalInt hidden = config.optional(1, "hidden_size");
    OptionalInt vocabulary = config.optional(1, "vocab_size");
    return ArchitectureCatalogue.bundled()
        .find(name)
        .filter(
            entry ->
                hidden.orElse(0) == entry.architecture().hidden()
                    && vocabulary.orElse(0) == entry.architecture().vocabulary());
  }

  private static Optional<ModelArchitecture> model(TextConfig config, String name) {
    Optional<Family> known = Family.of(config.type());
    Family family = known.orElseGet(Family::unknown);
    int hidden = config.hidden();
    int vocabulary = config.required("vocab_size");
    boolean tied = tied(config, family);
    int positions =
        family.has(Trait.LEARNED_POSITIONS) ? config.required("n_positions", "n_ctx") : 0;
    Stack stack =
        switch (config.type()) {
          case "nemotron_h" -> halfBlocks(config, family);
          case "nemotron_nas" -> new Stack(SearchedBlocks.read(config), Optional.empty());
          default -> decoder(config, family, known.isPresent());
        };
    if (known.isEmpty()) {
      config
          .assumptions()
          .add(
              new Assumption(
                  "model_type",
                  "'" + config.type() + "' is read as a Llama by its keys",
                  "no family of that name is known"));
    }
    return config
        .fields()
        .make(
            () ->
                new ModelArchitecture(
                    name,
                    hidden,
                    vocabulary,
                    tied,
                    stack.layers(),
                    stack.prediction(),
                    positions,
                    family.norm()));
  }

  private record Stack(List<Layer> layers, Optional<MultiTokenPrediction> prediction) {}

  private static boolean tied(TextConfig config, Family family) {
    String key = "tie_word_embeddings";
    Optional<Boolean> given =
        config.fields().optionalFlag(key).or(() -> config.file().optionalFlag(key));
    if (given.isEmpty()) {
      config.assume(key, String.valueOf(family.has(Trait.TIED)));
    }
    return given.orElse(family.has(Trait.TIED));
  }

  private static Stack halfBlocks(TextConfig config, Family family) {
    HalfBlocks blocks = new HalfBlocks(config, family);
    return new Stack(blocks.layers(blocks.pattern()), blocks.prediction());
  }

  private static Stack decoder(TextConfig config, Family family, boolean known) {
    int count = config.required("num_hidden_layers", "n_layer", "n_layers", "num_layers");
    if (count > ModelArchitecture.MOST_LAYERS) {
      config.fields().issue("num_hidden_layers", "is " + count + ", more than any model has", "");
      return new Stack(List.of(), Optional.empty());
    }
    IntFunction<SequenceMixer> mixers = family.mixers().read(config, family, count);
    NetworkReader reader = new NetworkReader(config, family, known);
    IntFunction<FeedForward> networks = reader.read(count);
    int norms = reader.norms();
    int depth =
        config
            .optional(
                0,
                "num_nextn_predict_layers",
                "mtp_num_hidden_layers",
                "num_mtp_modules",
                "mtp_transformer_layers")
            .orElse(0);
    return config
        .fields()
        .make(
            () -> {
              List<Layer> layers =
                  IntStream.range(0, count)
                      .mapToObj(
                          it -> layer(mixers.apply(it), networks.apply(it), family.norm(), norms))
                      .toList();
              return new Stack(layers, prediction(depth, layers.getLast()));
            })
        .orElseGet(() -> new Stack(List.of(), Optional.empty()));
  }

  /** A layer with so many norms, or one before each half for 0. */
  private static Layer layer(SequenceMixer mixer, FeedForward network, Norm norm, int norms) {
    return norms == 0 ? Layer.of(mixer, network, norm) : new Layer(mixer, network, norm, norms);
  }

  private static Optional<MultiTokenPrediction> prediction(int depth, Layer last) {
    if (depth == 0) {
      return Optional.empty();
    }
    Layer inside = new Layer(inModule(last.mixer()), last.feedForward(), last.norm(), last.norms());
    return Optional.of(new MultiTokenPrediction(depth, inside));
  }

  /** A module has the attention of the last layer, but nothing of earlier layers to go by. */
  private static SequenceMixer inModule(SequenceMixer mixer) {
    return switch (mixer) {
      case CompressedAttention it -> CompressedMixers.windowOnly(it);
      case LatentAttention it ->
          it.indexer().map(SparseIndexer::withoutReuse).map(it::withIndexer).orElse(it);
      default -> mixer;
    };
  }
}
