package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.report.ProjectVersion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code millrace} command. Without a sub-command it prints its help.
 *
 * <p>Exit status: 0 fine, 1 infeasible or a check failed, 2 bad input or usage, 3 our fault.
 */
@Command(
    name = "millrace",
    description = "Simulates dataflows of AI systems and plans their capacity.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Millrace.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SimulateCommand.class,
      PlanCommand.class,
      AskCommand.class,
      CheckCommand.class,
      CalibrateCommand.class,
      ValidateCommand.class,
      ListCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      SweepCommand.class,
      QueryCommand.class,
      ReplayCommand.class
    },
    footer = {"", "The script ./millrace also has: up (the dashboard in a browser), test, bench."},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:fine",
      "1:infeasible, or a check failed",
      "2:bad input or usage; every issue is listed",
      "3:our fault"
    })
public final class Millrace implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "If something goes wrong by our fault, show where.")
  private boolean debug;

  private Millrace(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int status = commandLine(terminal).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(status);
  }

  static CommandLine commandLine(Terminal terminal) {
    Millrace millrace = new Millrace(terminal);
    Failures failures = new Failures(terminal);
    CommandLine command = new CommandLine(millrace);
    collectErrors(command);
    return command
        .registerConverter(OutputFile.class, new OutputFile.Converter())
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setParameterExceptionHandler((e, _) -> failures.wrongUsage(List.of(e)))
        .setExecutionStrategy(parsed -> millrace.execute(parsed, failures));
  }

  /** What is wrong with the arguments is told all at once. */
  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(Millrace::collectErrors);
  }

  private static List<Exception> errors(ParseResult parsed) {
    List<Exception> errors = new ArrayList<>(parsed.errors());
    if (parsed.hasSubcommand()) {
      errors.addAll(errors(parsed.subcommand()));
    }
    return errors;
  }

  private int execute(ParseResult parsed, Failures failures) {
    List<Exception> errors = errors(parsed);
    if (!errors.isEmpty()) {
      return failures.wrongUsage(errors);
    }
    try {
      OutputsApart.require(parsed);
      return new RunLast().execute(parsed);
    } catch (InvalidInputException e) {
      return failures.ofCommand(e, parsed, debug);
    } catch (CommandLine.ExecutionException e) {
      return failures.ofCommand(e.getCause() == null ? e : e.getCause(), parsed, debug);
    } catch (ExceptionInInitializerError e) {
      // A catalogue that ships is read when first asked for; a mistake in it is a mistake like any.
      return failures.ofCommand(e.getCause() == null ? e : e.getCause(), parsed, debug);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return failures.ofCommand(e, parsed, debug);
    }
  }

  Terminal terminal() {
    return terminal;
  }

  IssuePrinter issues() {
    return new IssuePrinter(terminal);
  }

  @Override
  public void run() {
    spec.commandLine().usage(terminal.out());
  }

  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"millrace " + ProjectVersion.current()};
    }
  }
}
