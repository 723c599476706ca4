package io.millrace.scenarios.cli;

import io.millrace.model.deepspeed.DeepSpeedFile;
import io.millrace.model.input.Document;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace import deepspeed}: the scenario of a configuration of DeepSpeed. */
@Command(
    name = "deepspeed",
    description =
        "Prints the scenario, with its plan, of a JSON file of DeepSpeed. The file describes neither"
            + " model nor machine: give --model, --sequence and --nodes.")
final class ImportDeepSpeedCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Parameters(paramLabel = "JSON", description = "The file.")
  private Path file;

  @Mixin private SurroundingsOptions options;

  @Override
  public Integer call() {
    return new ImportedScenarioPrinter(parent.millrace())
        .print(
            file,
            Document.read(file).then(DeepSpeedFile::read),
            options.surroundings(ImportedScenarioPrinter.nameOf(file)));
  }
}
