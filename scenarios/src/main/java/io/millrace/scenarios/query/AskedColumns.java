package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the columns that a question names, all of them before it complains. */
final class AskedColumns {
  private final List<AnswerColumn> columns;
  private final List<Issue> issues = new ArrayList<>();

  /** Of some rows. */
  AskedColumns(SweepRows rows) {
    this(rows.columns());
  }

  /** Of an answer. */
  AskedColumns(List<AnswerColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A name has to be a column. */
  AskedColumns known(String option, String name) {
    List<String> names = columns.stream().map(AnswerColumn::name).toList();
    if (!names.contains(name)) {
      issues.add(
          new Issue(
              option, "the rows have no column '" + name + "'", NearestWord.hint(name, names)));
    }
    return this;
  }

  /** All names have to be columns. */
  AskedColumns known(String option, List<String> names) {
    names.forEach(it -> known(option, it));
    return this;
  }

  /** A name has to be a column of numbers. */
  AskedColumns numeric(String option, String name) {
    known(option, name);
    columns.stream()
        .filter(it -> it.name().equals(name) && !it.kind().isNumeric())
        .forEach(_ -> issues.add(new Issue(option, "'" + name + "' has no numbers", "")));
    return this;
  }

  /** An option has to name columns that are different, and not those that others name. */
  AskedColumns different(String option, List<String> names, List<String> others) {
    Set<String> known = new HashSet<>(others);
    for (String name : names) {
      if (!known.add(name)) {
        issues.add(new Issue(option, "'" + name + "' is named twice", "name other columns"));
      }
    }
    return this;
  }

  /** Complains, if there is anything to complain of. */
  void check() {
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
  }
}
