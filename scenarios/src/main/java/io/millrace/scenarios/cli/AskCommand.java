package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace ask}: what one needs for a plan. One sub-command per question. */
@Command(
    name = "ask",
    description = "How many devices, how large a model, what to buy: questions that plans answer.",
    synopsisSubcommandLabel = "QUESTION",
    subcommands = {AskDevicesCommand.class, AskLargestCommand.class, AskBuyCommand.class})
final class AskCommand implements Runnable {
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
