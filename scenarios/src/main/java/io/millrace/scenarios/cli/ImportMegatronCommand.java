package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.megatron.MegatronScript;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace import megatron}: the scenario of a launch script of Megatron-LM. */
@Command(
    name = "megatron",
    description =
        "Prints the scenario, with its plan, of a launch script of Megatron-LM. The script is read,"
            + " not run: what it takes from its surroundings is given by --set or the other"
            + " options.")
final class ImportMegatronCommand extends ImportLaunchFileCommand {
  @Parameters(paramLabel = "SCRIPT", description = "The bash script that calls torchrun.")
  private Path script;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable of the script; may be given several times.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Override
  Path file() {
    return script;
  }

  @Override
  Parsed<LaunchDescription> description(String name, boolean describesModel) {
    return TextFile.read(script)
        .then(text -> MegatronScript.read(text, name, variables, describesModel));
  }
}
