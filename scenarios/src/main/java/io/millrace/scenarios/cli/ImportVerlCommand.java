package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import verl}: where verl runs the calls of post-training. */
@Command(
    name = "verl",
    description =
        "Prints a post-training scenario with the plan in overrides of verl, as a list or in a"
            + " script.")
final class ImportVerlCommand extends ImportPlacementsCommand {
  @Override
  String launcher() {
    return "verl";
  }
}
