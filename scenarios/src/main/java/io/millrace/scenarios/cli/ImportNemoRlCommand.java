package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import nemo-rl}: where NeMo-RL runs the calls of post-training. */
@Command(
    name = "nemo-rl",
    description =
        "Prints a post-training scenario with the plan in a recipe of NeMo-RL; its defaults are not"
            + " followed.")
final class ImportNemoRlCommand extends ImportPlacementsCommand {
  @Override
  String launcher() {
    return "nemo-rl";
  }
}
