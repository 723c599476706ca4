package io.millrace.scenarios.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The library of a checkout, in which files may have been changed or added.
 *
 * @param home the folder of the launcher
 */
record CheckoutFiles(Path home) implements LibraryFiles {

  /** Whether a folder holds a library. */
  static boolean areIn(Path home) {
    return Files.isDirectory(new CheckoutFiles(home).folder());
  }

  @Override
  public List<String> names(String ending) throws IOException {
    Path folder = folder(ending);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }

  @Override
  public String text(String name) throws IOException {
    Path folder = folder(name.endsWith(SCENARIO) ? SCENARIO : MEASURED);
    // Bytes that are no UTF-8 are replaced: one damaged file does not hide the others.
    return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
  }

  @Override
  public Path folder() {
    return folder(SCENARIO);
  }

  private Path folder(String ending) {
    return home.resolve("scenarios").resolve(ending.equals(SCENARIO) ? "library" : "measured");
  }
}
