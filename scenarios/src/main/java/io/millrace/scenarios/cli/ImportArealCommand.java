package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import areal}: where AReaL runs the calls of post-training. */
@Command(
    name = "areal",
    description =
        "Prints a post-training scenario with the plan in a configuration of AReaL with a backend"
            + " for each engine, or an allocation mode.")
final class ImportArealCommand extends ImportPlacementsCommand {
  @Override
  String launcher() {
    return "areal";
  }
}
