package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace import}: reads files of other tools. One sub-command per format. */
@Command(
    name = "import",
    description = "Reads files of other tools and prints what a scenario needs of them.",
    synopsisSubcommandLabel = "FORMAT",
    subcommands = {
      ImportHuggingFaceCommand.class,
      ImportMegatronCommand.class,
      ImportGalvatronCommand.class,
      ImportDeepSpeedCommand.class
    })
final class ImportCommand implements Runnable {
  @ParentCommand private Millrace millrace;

  @Spec private CommandSpec spec;

  Millrace millrace() {
    return millrace;
  }

  @Override
  public void run() {
    spec.commandLine().usage(millrace.terminal().out());
  }
}
