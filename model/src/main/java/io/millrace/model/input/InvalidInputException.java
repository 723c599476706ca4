package io.millrace.model.input;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Carries the issues of an input to the edge of the program, which prints them and exits with 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<Issue> issues;

  /** With at least one issue. */
  public InvalidInputException(List<Issue> issues) {
    super(issues.stream().map(Issue::toString).collect(Collectors.joining("\n")));
    this.issues = List.copyOf(issues);
  }

  /** With one issue. */
  public InvalidInputException(Issue issue) {
    this(List.of(issue));
  }

  /** What was wrong. */
  public List<Issue> issues() {
    return issues;
  }
}
