package io.millrace.scenarios.cli;

import picocli.CommandLine.Command;

/** {@code millrace ask}: what one needs for a plan. One sub-command per question. */
@Command(
    name = "ask",
    description = "How many devices, how large a model, what to buy: questions that plans answer.",
    synopsisSubcommandLabel = "QUESTION",
    subcommands = {AskDevicesCommand.class, AskLargestCommand.class, AskBuyCommand.class})
final class AskCommand extends CommandGroup {}
