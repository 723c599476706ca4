package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  private Path located(Path file) {
    Optional<Path> folder =
        Optional.ofNullable(data)
            .or(() -> Optional.ofNullable(System.getProperty(DATA)).map(Path::of));
    return folder
        .map(it -> it.resolve(file))
        .filter(it -> !Files.exists(file) && Files.exists(it))
        .orElse(file);
  }

  /** What all files hold; empty if one of them is wrong, after the issues of all. */
  <T> Optional<List<T>> readAll(
      List<Path> files, Function<Path, Parsed<List<T>>> reader, IssuePrinter issues) {
    List<T> all = new ArrayList<>();
    boolean complete = true;
    for (Path file : files) {
      switch (reader.apply(located(file))) {
        case Parsed.Valid<List<T>> valid -> all.addAll(valid.value());
        case Parsed.Invalid<List<T>> invalid -> {
          issues.print(file.toString(), invalid.issues());
          complete = false;
        }
      }
    }
    return complete ? Optional.of(all) : Optional.empty();
  }
}
