package io.millrace.scenarios.cli;

import io.millrace.scenarios.ProjectVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code millrace} command. Without a sub-command it prints its help.
 *
 * <p>Exit codes: 0 for success, 1 for a failure of ours, 2 for wrong usage or wrong input.
 */
@Command(
    name = "millrace",
    description = "Simulates dataflows of AI systems and plans their capacity.",
    mixinStandardHelpOptions = true,
    versionProvider = Millrace.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Millrace implements Runnable {

  @Spec private CommandSpec spec;

  Millrace() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Millrace());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"millrace " + ProjectVersion.current()};
    }
  }
}
