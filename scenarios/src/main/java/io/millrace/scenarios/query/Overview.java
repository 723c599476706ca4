package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is to ask about.
 *
 * @param rows how many
 * @param states how many rows are of each status, the most frequent first
 * @param columns what each has
 */
public record Overview(long rows, List<State> states, List<Summary> columns) {

  /**
   * How many rows are of a status.
   *
   * @param status such as {@code ok}
   * @param rows of it
   */
  public record State(String status, long rows) {}

  /**
   * What a column has.
   *
   * @param column itself
   * @param isAxis whether the sweep varies it
   * @param values how many different ones
   * @param absent how many rows have none
   * @param least the first in order; {@code null} if there are none
   * @param largest the last in order
   */
  public record Summary(
      AnswerColumn column,
      boolean isAxis,
      long values,
      long absent,
      @Nullable Object least,
      @Nullable Object largest) {}

  /** Copies the lists. */
  public Overview {
    states = List.copyOf(states);
    columns = List.copyOf(columns);
  }

  /** Of some rows. */
  public static Overview of(SweepRows rows) {
    Set<String> axes = new HashSet<>();
    rows.axes().forEach(axes::addAll);
    List<Summary> columns = new ArrayList<>();
    for (AnswerColumn column : rows.columns()) {
      String name = RowsDatabase.name(column.name());
      List<@Nullable Object> found =
          rows.answer(
                  "SELECT count(DISTINCT %1$s), count(*) - count(%1$s), min(%1$s), max(%1$s) FROM rows"
                      .formatted(name))
              .rows()
              .getFirst();
      columns.add(
          new Summary(
              column,
              axes.contains(column.name()),
              (Long) Objects.requireNonNull(found.get(0)),
              (Long) Objects.requireNonNull(found.get(1)),
              found.get(2),
              found.get(3)));
    }
    return new Overview(rows.count(), states(rows), columns);
  }

  private static List<State> states(SweepRows rows) {
    if (rows.columns().stream().noneMatch(it -> it.name().equals("status"))) {
      return List.of();
    }
    return rows
        .answer("SELECT status, count(*) FROM rows GROUP BY status ORDER BY count(*) DESC, status")
        .rows()
        .stream()
        .map(it -> new State(String.valueOf(it.get(0)), (Long) Objects.requireNonNull(it.get(1))))
        .toList();
  }

  /** A row for each column. */
  public Answer answer() {
    List<AnswerColumn> header =
        List.of(
            AnswerColumn.text("column"),
            AnswerColumn.text("kind"),
            new AnswerColumn("axis", AnswerColumn.Kind.FLAG),
            AnswerColumn.integer("values"),
            AnswerColumn.integer("absent"),
            AnswerColumn.text("least"),
            AnswerColumn.text("largest"));
    List<List<@Nullable Object>> answers = new ArrayList<>();
    for (Summary it : columns) {
      answers.add(
          Arrays.asList(
              it.column().name(),
              it.column().kind().key(),
              it.isAxis(),
              it.values(),
              it.absent(),
              it.least() == null ? null : it.least().toString(),
              it.largest() == null ? null : it.largest().toString()));
    }
    return new Answer(header, answers);
  }
}
