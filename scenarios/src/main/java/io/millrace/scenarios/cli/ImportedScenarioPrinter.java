package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.launch.LaunchImport;
import io.millrace.model.launch.Surroundings;
import io.millrace.planner.export.YamlText;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Prints what a launcher's file became: a scenario in YAML, what else there is in comments. */
final class ImportedScenarioPrinter {
  private final Millrace millrace;

  ImportedScenarioPrinter(Millrace millrace) {
    this.millrace = millrace;
  }

  /** The name of a file without its ending. */
  static String nameOf(Path file) {
    String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Prints the scenario, or its issues; returns the exit status. */
  int print(Path file, Parsed<LaunchDescription> description, Surroundings surroundings) {
    return switch (description.then(it -> LaunchImport.of(it, surroundings))) {
      case Parsed.Valid<ImportedScenario> valid -> {
        print(valid.value(), millrace.terminal().out());
        yield ExitStatus.FINE;
      }
      case Parsed.Invalid<ImportedScenario> invalid ->
          millrace.issues().print(file.toString(), invalid.issues());
    };
  }

  private static void print(ImportedScenario imported, PrintWriter out) {
    imported.notes().forEach(note -> out.println("# " + note));
    imported
        .scenario()
        .assumptions()
        .forEach(assumption -> out.println("# assumed: " + assumption));
    out.print(YamlText.of(imported.tree()));
    out.flush();
  }
}
