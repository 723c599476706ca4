package io.millrace.scenarios.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The library on the class path. A class path cannot be listed in every kind of jar, so {@code
 * index.txt} names the files, one a line.
 */
final class BundledFiles implements LibraryFiles {
  private static final String INDEX = "index.txt";

  @Override
  public List<String> names(String ending) throws IOException {
    return text(INDEX).lines().filter(name -> name.endsWith(ending)).sorted().toList();
  }

  @Override
  public String text(String name) throws IOException {
    try (InputStream in = BundledFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public Path folder() {
    return Path.of("");
  }
}
