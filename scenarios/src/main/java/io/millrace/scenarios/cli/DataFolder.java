package io.millrace.scenarios.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where files lie that are not here. */
final class DataFolder {
  private static final String DATA = "millrace.data";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where a FILE lies that is not here; else MILLRACE_DATA says it.")
  private @Nullable Path data;

  /** The file, or the one of the same name in the folder. */
  Path located(Path file) {
    Optional<Path> folder =
        Optional.ofNullable(data)
            .or(() -> Optional.ofNullable(System.getProperty(DATA)).map(Path::of));
    return folder
        .map(it -> it.resolve(file))
        .filter(it -> !Files.exists(file) && Files.exists(it))
        .orElse(file);
  }
}
