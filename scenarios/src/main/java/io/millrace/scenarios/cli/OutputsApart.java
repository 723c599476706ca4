package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.measurement.MeasurementsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses, before a command does any work, to write a file that the command reads or writes
 * otherwise, or that holds what no command writes. Every option of the type {@link OutputFile} is
 * an output; whatever else names a file is taken for an input.
 */
final class OutputsApart {
  /** What people have written or gathered, which no output is meant to replace. */
  private static final Set<String> NEVER_WRITTEN =
      Set.of(DocumentKind.SCENARIO, MeasurementsReader.FORMAT);

  private OutputsApart() {}

  /**
   * Checks the outputs of the innermost command.
   *
   * @throws InvalidInputException with an issue for each that is refused
   */
  static void require(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    List<Issue> issues = new ArrayList<>();
    List<ArgSpec> given = command.matchedArgs();
    for (int i = 0; i < given.size(); i++) {
      if (isOutput(given.get(i))) {
        addIssues(given.get(i), given.subList(0, i), given, issues);
      }
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
  }

  private static void addIssues(
      ArgSpec output, List<ArgSpec> before, List<ArgSpec> given, List<Issue> issues) {
    String file = output.stringValues().getLast();
    for (ArgSpec other : given) {
      boolean tells = isOutput(other) ? before.contains(other) : namesFiles(other);
      if (tells && other.stringValues().stream().anyMatch(it -> same(file, it))) {
        String verb = isOutput(other) ? "is written by " : "is read as ";
        issues.add(
            new Issue(label(output), "'" + file + "' " + verb + label(other), "name another file"));
        return;
      }
    }
    OutputFile.replaced(file)
        .filter(NEVER_WRITTEN::contains)
        .ifPresent(kind -> issues.add(OutputFile.holds(label(output), file, kind)));
  }

  private static boolean isOutput(ArgSpec argument) {
    return argument.type() == OutputFile.class;
  }

  private static boolean namesFiles(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    return type == Path.class || type == String.class;
  }

  /** Whether two names lead to one ordinary file, or will once it is written. */
  private static boolean same(String output, String other) {
    try {
      Path one = Path.of(output);
      Path two = Path.of(other);
      if (Files.exists(one) && Files.exists(two)) {
        return Files.isRegularFile(one) && Files.isSameFile(one, two);
      }
      return one.toAbsolutePath().normalize().equals(two.toAbsolutePath().normalize());
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
