package io.millrace.scenarios.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows that differ in nothing but what repeats them, such as the seed, as one row. */
final class RepeatedRows {
  private RepeatedRows() {}

  /**
   * The SELECT of the rows with the means of their figures; one is ok if all that it is made of
   * are.
   *
   * @param columns of the rows
   * @param axes the columns in which rows differ that are told apart
   */
  static String means(List<AnswerColumn> columns, List<List<String>> axes) {
    Set<String> kept = axes.stream().flatMap(List::stream).collect(Collectors.toSet());
    String selected =
        columns.stream()
            .map(it -> kept.contains(it.name()) ? RowsDatabase.name(it.name()) : folded(it))
            .collect(Collectors.joining(", "));
    String groups =
        kept.stream().sorted().map(RowsDatabase::name).collect(Collectors.joining(", "));
    return "SELECT %s FROM rows%s ORDER BY ALL"
        .formatted(selected, groups.isEmpty() ? "" : " GROUP BY " + groups);
  }

  /** Of 'ok' and the reasons why rows are not, 'ok' is the last in order. */
  private static String folded(AnswerColumn column) {
    boolean mean = column.kind() == AnswerColumn.Kind.NUMBER;
    String name = RowsDatabase.name(column.name());
    return "%s(%s) AS %s".formatted(mean ? "avg" : "min", name, name);
  }
}
