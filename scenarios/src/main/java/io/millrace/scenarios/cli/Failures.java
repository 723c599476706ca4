package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message and an exit status; nobody sees a stack trace unasked. */
final class Failures {
  private final Terminal terminal;
  private final IssuePrinter issues;

  Failures(Terminal terminal) {
    this.terminal = terminal;
    this.issues = new IssuePrinter(terminal);
  }

  /** Wrong options or arguments, all of them. */
  int wrongUsage(List<Exception> errors) {
    return issues.print(
        "the command line", errors.stream().map(Failures::issue).distinct().toList());
  }

  private static Issue issue(Exception e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be read");
    if (!(e instanceof ParameterException wrong)) {
      return new Issue(Issue.WHOLE, message, "");
    }
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    String hint = "See '" + command + " --help'";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      hint = suggestions.isEmpty() ? hint : "Maybe '" + suggestions.getFirst() + "'?";
    }
    return new Issue(command, message, hint);
  }

  /** An exception of a command. */
  int ofCommand(Throwable e, ParseResult parsed, boolean debug) {
    return switch (e) {
      case InvalidInputException invalid -> issues.print(command(parsed), invalid.issues());
      case OutOfMemoryError tooLarge ->
          issues.print(
              command(parsed),
              List.of(
                  new Issue(
                      Issue.WHOLE,
                      "needs more memory than there is",
                      "is it as large as it should be? MILLRACE_JAVA_ARGS=-Xmx16g gives 16 GiB")));
      default -> ourFault(e, parsed, debug);
    };
  }

  private static String command(ParseResult parsed) {
    CommandLine.ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    return innermost.commandSpec().qualifiedName();
  }

  private int ourFault(Throwable e, ParseResult parsed, boolean debug) {
    PrintWriter err = terminal.err();
    String what =
        e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    err.println("millrace: this is our fault: " + what.lines().findFirst().orElse(""));
    if (debug) {
      e.printStackTrace(err);
    } else {
      err.println("  " + whereDetailsAre(e, parsed));
    }
    err.flush();
    return ExitStatus.OUR_FAULT;
  }

  private static String whereDetailsAre(Throwable e, ParseResult parsed) {
    try {
      Path file = Files.createTempFile("millrace-", ".log");
      try (PrintWriter log =
          new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        log.println("arguments: " + parsed.originalArgs());
        e.printStackTrace(log);
      }
      return "the details are in " + file + "; please report them";
    } catch (IOException unwritable) {
      return "run it again with --debug for the details";
    }
  }
}
