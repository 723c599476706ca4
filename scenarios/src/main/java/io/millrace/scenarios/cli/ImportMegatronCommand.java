package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.megatron.MegatronScript;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace import megatron}: the scenario of a launch script of Megatron-LM. */
@Command(
    name = "megatron",
    description =
        "Prints the scenario, with its plan, of a launch script of Megatron-LM. The script is read,"
            + " not run: what it takes from its surroundings is given by --set or the other"
            + " options.")
final class ImportMegatronCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Parameters(paramLabel = "SCRIPT", description = "The bash script that calls torchrun.")
  private Path script;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable of the script; may be given several times.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Mixin private SurroundingsOptions options;

  @Override
  public Integer call() {
    String name = ImportedScenarioPrinter.nameOf(script);
    Parsed<String> text = TextFile.read(script);
    return new ImportedScenarioPrinter(parent.millrace())
        .print(
            script,
            text.then(it -> MegatronScript.read(it, name, variables, !options.namesModel())),
            options.surroundings(name));
  }
}
