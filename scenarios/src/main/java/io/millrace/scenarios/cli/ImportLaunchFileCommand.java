package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.launch.LaunchImport;
import io.millrace.planner.export.YamlText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/**
 * What the commands have in common that read a launcher's file: they print what it became, a
 * scenario in YAML, and in comments what else there is to say.
 */
abstract class ImportLaunchFileCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Mixin private SurroundingsOptions options;

  /** The launcher's file. */
  abstract Path file();

  /**
   * What the file says.
   *
   * @param name what to call things that have no name in it
   * @param describesModel whether the file has to describe the model, as no option names one
   */
  abstract Parsed<LaunchDescription> description(String name, boolean describesModel);

  @Override
  public final Integer call() {
    Millrace millrace = parent.millrace();
    String name = nameOf(file());
    Parsed<ImportedScenario> imported =
        description(name, !options.namesModel())
            .then(it -> LaunchImport.of(it, options.surroundings(name)));
    return switch (imported) {
      case Parsed.Valid<ImportedScenario> valid -> {
        print(valid.value(), millrace.terminal().out());
        yield ExitStatus.FINE;
      }
      case Parsed.Invalid<ImportedScenario> invalid ->
          millrace.issues().print(file().toString(), invalid.issues());
    };
  }

  /** The name of a file without its ending. */
  private static String nameOf(Path file) {
    String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
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
