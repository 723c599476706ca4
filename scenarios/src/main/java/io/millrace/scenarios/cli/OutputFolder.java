package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that {@code --out} names, in which nothing is replaced unless that was asked for. */
final class OutputFolder {
  private static final String OPTION = "--out";

  private final Path path;

  private OutputFolder(Path path) {
    this.path = path;
  }

  /**
   * A folder to write files in.
   *
   * @throws InvalidInputException if it holds something that is not to be replaced, or is no folder
   */
  static OutputFolder at(String name, boolean overwrite) {
    OutputFolder folder = parentAt(name);
    if (!overwrite) {
      folder.requireEmpty();
    }
    return folder;
  }

  /** A folder whose own files stay as they are. */
  static OutputFolder parentAt(String name) {
    try {
      OutputFolder folder = new OutputFolder(Path.of(name));
      if (Files.exists(folder.path) && !Files.isDirectory(folder.path)) {
        throw refused("'" + name + "' is a file", "name a folder");
      }
      return folder;
    } catch (InvalidPathException e) {
      throw OutputFile.unwritable(OPTION, name, e);
    }
  }

  /** A folder in this one to write files in. */
  OutputFolder within(String name, boolean overwrite) {
    return at(path.resolve(name).toString(), overwrite);
  }

  private void requireEmpty() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<String> names = entries.map(it -> String.valueOf(it.getFileName())).sorted().toList();
      if (!names.isEmpty()) {
        throw refused(
            "'%s' holds %d files already, such as %s"
                .formatted(path, names.size(), names.getFirst()),
            "name another folder, or replace them with --overwrite");
      }
    } catch (IOException e) {
      throw OutputFile.unwritable(OPTION, path.toString(), e);
    }
  }

  /** Writes texts by their names. */
  void write(Map<String, String> files) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw OutputFile.unwritable(OPTION, path.toString(), e);
    }
    files.forEach((name, text) -> OutputFile.write(OPTION, path.resolve(name).toString(), text));
  }

  private static InvalidInputException refused(String message, String hint) {
    return new InvalidInputException(new Issue(OPTION, message, hint));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
