package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

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
final class CalibrateCommand extends CommandGroup {}
