package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** Model files of other tools, read by the importer that recognises them. */
final class ModelFiles {
  private static final String CONFIG = "config.json";

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
    Path file = Files.isDirectory(path) ? path.resolve(CONFIG) : path;
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
    return importer.get().read(document, nameOf(file), assumptions);
  }

  /**
   * What to call the model of a file: the folder of a {@code config.json}, else the file itself,
   * where {@code org--model} stands for {@code org/model}.
   */
  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (name.equals(CONFIG) && folder != null && folder.getFileName() != null) {
      return folder.getFileName().toString();
    }
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    return stem.replace("--", "/").replaceFirst("_config$", "");
  }
}
