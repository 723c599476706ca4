package io.millrace.scenarios.cli;

import io.millrace.scenarios.query.Objective;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --min COLUMN} or {@code --max COLUMN}: one of them. */
final class WantedOption {
  @Option(
      names = "--min",
      required = true,
      paramLabel = "COLUMN",
      description = "The best row has the least of this column.")
  private @Nullable String least;

  @Option(
      names = "--max",
      required = true,
      paramLabel = "COLUMN",
      description = "The best row has the most of this column.")
  private @Nullable String most;

  /** What is wanted. */
  Objective objective() {
    if (least != null) {
      return Objective.least(least);
    }
    if (most != null) {
      return Objective.most(most);
    }
    throw new IllegalStateException("one of --min and --max is required");
  }
}
