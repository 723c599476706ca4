package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** Model files of other tools, read by the importer that recognises them. */
final class ModelFiles {
  private ModelFiles() {}

  /** Whether a text can only be meant as a path. */
  static boolean looksLikePath(String reference) {
    String lower = reference.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json")
        || lower.endsWith(".yaml")
        || lower.endsWith(".yml")
        || reference.startsWith(".")
        || Path.of(reference).isAbsolute();
  }

  static Parsed<ModelArchitecture> read(Path path, List<Assumption> assumptions) {
    Path file = ArchitectureImporter.fileIn(path);
    return Document.read(file).then(document -> read(document, file, assumptions));
  }

  private static Parsed<ModelArchitecture> read(
      Document document, Path file, List<Assumption> assumptions) {
    Optional<ArchitectureImporter> importer =
        ServiceLoader.load(ArchitectureImporter.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(it -> it.recognises(document))
            .min(Comparator.comparing(it -> it.getClass().getName()));
    if (importer.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(
              new Issue(
                  "$",
                  file + " is no model file of a known kind",
                  "Known: the config.json of a Hugging Face model")));
    }
    return importer.get().read(document, ArchitectureImporter.nameOf(file), assumptions);
  }
}
