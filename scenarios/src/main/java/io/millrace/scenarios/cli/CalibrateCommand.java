package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace calibrate}: parameters from what users measured. One sub-command per kind. */
@Command(
    name = "calibrate",
    description = "Fits parameters to your own measurements.",
    synopsisSubcommandLabel = "KIND",
    subcommands = {
      CalibrateKernelsCommand.class,
      CalibrateNcclCommand.class,
      CalibrateTrainingCommand.class
    })
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
