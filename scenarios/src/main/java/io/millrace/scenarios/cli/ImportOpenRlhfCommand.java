package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import openrlhf}: where OpenRLHF runs the calls of post-training. */
@Command(
    name = "openrlhf",
    description =
        "Prints a post-training scenario with the plan in a script with the dotted options of"
            + " OpenRLHF.")
final class ImportOpenRlhfCommand extends ImportPlacementsCommand {
  @Override
  String launcher() {
    return "openrlhf";
  }
}
