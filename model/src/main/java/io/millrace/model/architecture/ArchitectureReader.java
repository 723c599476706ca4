package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code model} of scenarios and measurements: a name of the catalogue, the path of a
 * model file, or a block of dimensions.
 *
 * <p>A block gives {@code layers}, {@code hidden}, {@code vocab} and what the layers consist of,
 * either for all layers at once ({@code heads}, {@code ffn}, {@code moe}, {@code mla}, ...) or,
 * where they differ, as {@code layerKinds} and a {@code layerPattern}. With a {@code name} alone
 * the catalogue knows the rest. Where a block has the name and the matrices of a catalogue entry,
 * the entry also gives what blocks usually leave out (biases, norms, windows, modules that predict
 * further tokens), which is listed as an assumption.
 */
public final class ArchitectureReader {

  private ArchitectureReader() {}

  /**
   * Reads a key of an object that holds either form.
   *
   * @param parent the object
   * @param key the key, usually {@code model}
   * @param folder where relative paths start; absent where files must not be read
   * @param assumptions where to add what the input leaves open
   */
  public static Optional<ModelArchitecture> read(
      Fields parent,
      String key,
      Optional<Path> folder,
      ArchitectureCatalogue catalogue,
      List<Assumption> assumptions) {
    if (!parent.hasText(key)) {
      return parent.object(key).flatMap(block -> read(block, catalogue, assumptions));
    }
    Parsed<ModelArchitecture> named = readNamed(parent.text(key), folder, catalogue, assumptions);
    for (Issue issue : named.issues()) {
      String where = issue.path().equals("$") ? "" : issue.path() + " ";
      parent.issue(key, where + issue.message(), issue.hint());
    }
    return named instanceof Parsed.Valid<ModelArchitecture> valid
        ? Optional.of(valid.value())
        : Optional.empty();
  }

  /** Reads a block. */
  public static Optional<ModelArchitecture> read(
      Fields block, ArchitectureCatalogue catalogue, List<Assumption> assumptions) {
    Optional<CatalogueEntry> known = block.optionalText("name").flatMap(catalogue::find);
    if (block.hasText("name") && BlockForm.DIMENSIONS.stream().noneMatch(block::has)) {
      return fromCatalogue(block, known, catalogue);
    }
    return BlockForm.read(block, known, assumptions);
  }

  /**
   * Reads what a text names: a catalogue entry, a model file, or a folder with a {@code
   * config.json}.
   *
   * @param folder where relative paths start; absent where files must not be read
   */
  public static Parsed<ModelArchitecture> readNamed(
      String reference,
      Optional<Path> folder,
      ArchitectureCatalogue catalogue,
      List<Assumption> assumptions) {
    Optional<CatalogueEntry> entry = catalogue.find(reference);
    if (entry.isPresent()) {
      return new Parsed.Valid<>(entry.get().architecture());
    }
    if (folder.isEmpty()) {
      return new Parsed.Invalid<>(List.of(unknown("$", reference, catalogue)));
    }
    try {
      Path path = folder.get().resolve(reference);
      if (ModelFiles.looksLikePath(reference) || path.toFile().exists()) {
        return ModelFiles.read(path, assumptions);
      }
    } catch (InvalidPathException e) {
      // Not a path on this system, so it can only have been meant as a name.
    }
    return new Parsed.Invalid<>(List.of(unknown("$", reference, catalogue)));
  }

  private static Optional<ModelArchitecture> fromCatalogue(
      Fields block, Optional<CatalogueEntry> known, ArchitectureCatalogue catalogue) {
    PredictionKey prediction = PredictionKey.read(block, Norm.RMS);
    if (known.isEmpty()) {
      Issue issue = unknown("name", block.text("name"), catalogue);
      block.issue("name", issue.message(), issue.hint());
    }
    return block.build(() -> prediction.applyTo(known.orElseThrow().architecture()));
  }

  private static Issue unknown(String path, String name, ArchitectureCatalogue catalogue) {
    String hint =
        NearestWord.find(name, catalogue.names())
            .map(it -> "Maybe '" + it + "'?")
            .orElse("Give layers, hidden, ffn, heads and vocab, or the name of a known model");
    return new Issue(path, "no model '" + name + "' is known", hint);
  }
}
