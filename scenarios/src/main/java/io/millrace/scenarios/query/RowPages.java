package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sweep to look through: a page of them at a time, one of them, or a sample, all in
 * the database, however many there are. Serves one thread.
 *
 * @param rows in which to look
 */
public record RowPages(SweepRows rows) {

  /**
   * By what rows are sorted; those without a value come last.
   *
   * @param column of the rows
   * @param descending whether the largest is first
   */
  public record Order(String column, boolean descending) {
    private String sql() {
      return RowsDatabase.name(column) + (descending ? " DESC" : " ASC") + " NULLS LAST";
    }
  }

  /**
   * From now on, only the rows that meet all of some filters.
   *
   * @throws io.millrace.model.input.InvalidInputException if there is no such column
   */
  public void keep(List<RowFilter> filters) {
    AskedColumns asked = new AskedColumns(rows);
    for (RowFilter filter : filters) {
      switch (filter) {
        case RowFilter.Range range -> asked.numeric("filter", range.column());
        case RowFilter.OneOf choice -> asked.known("filter", choice.column());
      }
    }
    asked.check();
    rows.keepWhere(
        "filter",
        filters.isEmpty()
            ? "true"
            : filters.stream().map(RowFilter::sql).collect(Collectors.joining(" AND ")));
  }

  /**
   * A page of rows.
   *
   * @param orders the first counts most; rows that are equal in all come in the order of points
   * @param offset rows before it
   * @param limit the most it has
   */
  public Answer page(List<Order> orders, long offset, int limit) {
    AskedColumns asked = new AskedColumns(rows);
    orders.forEach(it -> asked.known("order", it.column()));
    asked.check();
    List<String> terms = new ArrayList<>(orders.stream().map(Order::sql).toList());
    terms.add("point ASC");
    return rows.answer(
        "SELECT * FROM rows ORDER BY %s LIMIT %d OFFSET %d"
            .formatted(String.join(", ", terms), limit, offset));
  }

  /** All rows in the order of points, one by one. */
  public RowSource all() {
    return rows.select("SELECT * FROM rows ORDER BY point");
  }

  /** The first row of a point, whatever filters there are; a point may have several. */
  public Optional<List<@Nullable Object>> row(long point) {
    return rows
        .answer("SELECT * FROM %s WHERE point = %d LIMIT 1".formatted(RowsDatabase.ALL_ROWS, point))
        .rows()
        .stream()
        .findFirst();
  }

  /**
   * Some columns of rows that have a value in each of them: all of these, or about as many as are
   * wanted, the same each time and spread over the points.
   */
  public Answer sample(List<String> columns, int most) {
    new AskedColumns(rows).known("columns", columns).check();
    String where =
        columns.stream()
            .map(it -> RowsDatabase.name(it) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    Answer counted = rows.answer("SELECT count(*) FROM rows WHERE " + where);
    long there = (Long) Objects.requireNonNull(counted.rows().getFirst().getFirst());
    return rows.answer(
        "SELECT %s FROM rows WHERE %s AND hash(point) %% %d = 0 ORDER BY point"
            .formatted(
                columns.stream().map(RowsDatabase::name).collect(Collectors.joining(", ")),
                where,
                Math.max(1, Math.ceilDiv(there, most))));
  }

  /** The different values of a column as texts, in their order. */
  public List<String> values(String column, int most) {
    new AskedColumns(rows).known("column", column).check();
    String name = RowsDatabase.name(column);
    return rows
        .answer(
            "SELECT CAST(%1$s AS VARCHAR) FROM (SELECT DISTINCT %1$s FROM %2$s WHERE %1$s IS NOT NULL) ORDER BY %1$s LIMIT %3$d"
                .formatted(name, RowsDatabase.ALL_ROWS, most))
        .rows()
        .stream()
        .map(it -> String.valueOf(it.getFirst()))
        .toList();
  }
}
