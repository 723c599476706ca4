package io.millrace.scenarios.cli;

import io.millrace.model.deepspeed.DeepSpeedFile;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.LaunchDescription;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace import deepspeed}: the scenario of a configuration of DeepSpeed. */
@Command(
    name = "deepspeed",
    description =
        "Prints the scenario, with its plan, of a JSON file of DeepSpeed. The file describes neither"
            + " model nor machine: give --model, --sequence and --nodes.")
final class ImportDeepSpeedCommand extends ImportLaunchFileCommand {
  @Parameters(paramLabel = "JSON", description = "The file.")
  private Path file;

  @Override
  Path file() {
    return file;
  }

  @Override
  Parsed<LaunchDescription> description(String name, boolean describesModel) {
    return Document.read(file).then(DeepSpeedFile::read);
  }
}
