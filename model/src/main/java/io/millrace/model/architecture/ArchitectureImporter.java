package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads architectures from the files of another tool. Implementations are found as services ({@link
 * java.util.ServiceLoader}), so that a scenario can name such a file as its model whichever tool it
 * comes from.
 */
public interface ArchitectureImporter {

  /** Whether a file looks like this format. */
  boolean recognises(Document document);

  /**
   * Reads a file.
   *
   * @param document the file
   * @param name what to call the model, from the name of the file
   * @param assumptions where to add what the file leaves open
   */
  Parsed<ModelArchitecture> read(Document document, String name, List<Assumption> assumptions);

  /** The file that a path means: a folder stands for the {@code config.json} in it. */
  static Path fileIn(Path path) {
    return Files.isDirectory(path) ? path.resolve("config.json") : path;
  }

  /**
   * What to call the model of a file: the folder of a {@code config.json}, else the file itself,
   * without the publisher where the name is {@code publisher--model}.
   */
  static String nameOf(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    Path folder = absolute.getParent();
    if (name.equals("config.json") && folder != null && folder.getFileName() != null) {
      name = folder.getFileName().toString();
    } else if (name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    int publisher = name.lastIndexOf("--");
    return (publisher < 0 ? name : name.substring(publisher + 2)).replaceFirst("_config$", "");
  }
}
