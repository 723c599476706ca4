package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.util.ArrayList;
import java.util.List;

/**
 * Two columns that rows are laid out by. Where a column has many numbers, neighbours are taken
 * together.
 *
 * @param x the column across
 * @param y the column up
 * @param across the levels of the one
 * @param up the levels of the other
 */
public record Plane(String x, String y, List<Level> across, List<Level> up) {
  /** Levels that have a cell of their own. */
  private static final int MOST_LEVELS = 40;

  private static final int BINS = 20;

  /** Copies the lists. */
  public Plane {
    across = List.copyOf(across);
    up = List.copyOf(up);
  }

  /** The factors of two columns, few enough for a picture. */
  static List<Factor> factors(Observations observations) {
    List<Issue> issues = new ArrayList<>();
    List<Factor> factors =
        observations.factors().stream().map(it -> it.binned(MOST_LEVELS, BINS)).toList();
    for (int i = 0; i < factors.size(); i++) {
      int levels = factors.get(i).levels().size();
      if (levels > MOST_LEVELS) {
        issues.add(
            new Issue(
                i == 0 ? "--x" : "--y",
                "'%s' has %,d values; a picture has room for %d"
                    .formatted(factors.get(i).name(), levels, MOST_LEVELS),
                "keep fewer with --where"));
      }
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    return factors;
  }

  /** Of two factors. */
  static Plane of(List<Factor> factors) {
    Factor across = factors.get(0);
    Factor up = factors.get(1);
    return new Plane(across.name(), up.name(), across.levels(), up.levels());
  }

  /** A column of an answer with levels of a column of the rows. */
  static AnswerColumn column(SweepRows rows, String name, List<Level> levels) {
    boolean binned = levels.stream().anyMatch(Level.Bin.class::isInstance);
    return binned
        ? AnswerColumn.text(name)
        : rows.columns().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
