package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a launcher's file that says where calls run: the file that is named, or, for a folder
 * or a script that reads another of its files, that one.
 */
final class LauncherText {

  private LauncherText() {}

  static Parsed<String> read(Path path, PostTrainingImporter importer) {
    if (Files.isDirectory(path)) {
      Path inside = path.resolve(importer.planFile());
      return Files.isRegularFile(inside)
          ? TextFile.read(inside)
          : new Parsed.Invalid<>(
              List.of(
                  new Issue(
                      Issue.WHOLE,
                      "holds no " + importer.planFile(),
                      "give %s: %s".formatted(importer.key(), importer.reads()))));
    }
    return TextFile.read(path)
        .then(
            text -> {
              Path beside = path.resolveSibling(importer.planFile());
              boolean reads = text.contains(importer.planFile()) && isAnother(path, beside);
              return reads ? TextFile.read(beside) : new Parsed.Valid<>(text);
            });
  }

  private static boolean isAnother(Path path, Path beside) {
    return Files.isRegularFile(beside)
        && !path.toAbsolutePath().normalize().equals(beside.toAbsolutePath().normalize());
  }
}
