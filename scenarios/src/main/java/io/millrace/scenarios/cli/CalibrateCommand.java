package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace calibrate}: parameters from what was timed. */
@Command(
    name = "calibrate",
    description = "Fits parameters to what was timed on a device.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CalibrateKernelsCommand.class, CalibrateNcclCommand.class})
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
