package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace import}: reads files of other tools. One sub-command per format. */
@Command(
    name = "import",
    description = "Reads files of other tools and prints what a scenario needs of them.",
    synopsisSubcommandLabel = "FORMAT",
    subcommands = {
      ImportHuggingFaceCommand.class,
      ImportMegatronCommand.class,
      ImportGalvatronCommand.class,
      ImportDeepSpeedCommand.class,
      ImportVerlCommand.class,
      ImportNemoRlCommand.class,
      ImportArealCommand.class,
      ImportOpenRlhfCommand.class,
      ImportRealHfCommand.class
    })
final class ImportCommand extends CommandGroup {}
