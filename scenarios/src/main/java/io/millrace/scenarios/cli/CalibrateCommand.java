package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace calibrate}: parameters from measurements. One sub-command per kind of them. */
@Command(
    name = "calibrate",
    description = "Finds the parameters that predictions hang on from measurements.",
    synopsisSubcommandLabel = "MEASUREMENTS",
    subcommands = CalibrateTrainingCommand.class)
final class CalibrateCommand implements Runnable {
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
