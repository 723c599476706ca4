package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace import}: reads files of other tools. One sub-command per format. */
@Command(
    name = "import",
    description = "Reads files of other tools and prints what a scenario needs of them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "FORMAT",
    subcommands = ImportHuggingFaceCommand.class)
public final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public ImportCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
