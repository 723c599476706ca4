package io.millrace.scenarios.cli;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code FILE... --data FOLDER}: measured cases, those of files or those that ship. */
final class MeasurementFiles {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of the form measurements/1; without any, the cases that ship.")
  private List<Path> files = new ArrayList<>();

  @Mixin private DataFolder data;

  /** The names as they were given; empty where the cases are those that ship. */
  List<String> names() {
    return files.stream().map(it -> it.toString().replace('\\', '/')).toList();
  }

  /** The cases of all files; empty if one of them is none, after the issues of all. */
  Optional<List<MeasuredCase>> read(IssuePrinter issues) {
    if (files.isEmpty()) {
      return Optional.of(ScenarioLibrary.open().measured());
    }
    MeasurementsReader reader = new MeasurementsReader(ScenarioReader.bundled());
    return data.readAll(files, reader::read, issues);
  }
}
