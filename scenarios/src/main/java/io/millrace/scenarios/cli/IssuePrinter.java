package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import java.io.PrintWriter;
import java.util.List;

/** Prints what is wrong with an input, all of it, the same way for every command. */
final class IssuePrinter {
  private static final int LONGEST = 300;

  private final Terminal terminal;

  IssuePrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Prints the issues of one input.
   *
   * @param source the file, the id or {@code command line}
   * @return the exit status for bad input
   */
  int print(String source, List<Issue> issues) {
    PrintWriter err = terminal.err();
    String count = issues.size() == 1 ? "1 issue" : issues.size() + " issues";
    err.println("millrace: " + visible(source) + " has " + count);
    for (Issue issue : issues) {
      String path = visible(issue.path());
      err.println("  " + terminal.palette().bad(path) + ": " + visible(issue.message()));
      if (!issue.hint().isEmpty()) {
        err.println("      " + visible(issue.hint()));
      }
    }
    err.flush();
    return ExitStatus.BAD_INPUT;
  }

  /** Without what would command the terminal, on one line and of bounded length. */
  private static String visible(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    StringBuilder visible = new StringBuilder();
    shown
        .codePoints()
        .forEach(
            it ->
                visible.append(
                    Character.isISOControl(it) || Character.getType(it) == Character.FORMAT
                        ? "\\u%04X".formatted(it)
                        : Character.toString(it)));
    return visible.toString();
  }
}
