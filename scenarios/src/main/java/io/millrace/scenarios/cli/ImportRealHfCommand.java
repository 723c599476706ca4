package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import realhf}: where ReaLHF runs the calls of post-training. */
@Command(
    name = "realhf",
    description =
        "Prints a post-training scenario with the plan in allocations of ReaLHF, as JSON or in a"
            + " script.")
final class ImportRealHfCommand extends ImportPlacementsCommand {
  @Override
  String launcher() {
    return "realhf";
  }
}
