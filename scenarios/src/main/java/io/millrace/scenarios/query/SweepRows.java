package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one or several sweeps, open for questions. Serves one thread.
 *
 * <pre>{@code
 * try (SweepRows rows = SweepRows.open(List.of(folder))) {
 *   rows.select("SELECT model, min(iteration_seconds) FROM rows GROUP BY model").sendTo(sink);
 *   Effects effects = Effects.of(rows, "iteration_seconds", List.of(), false);
 * }
 * }</pre>
 */
public final class SweepRows implements AutoCloseable {
  /** The row's place among all rows, which no column of a sweep is called. */
  private static final String ROW = "row#";

  private final List<SweepFolder> folders;
  private final Connection database;
  private final List<AnswerColumn> columns;
  private final Set<String> repeats;

  private SweepRows(List<SweepFolder> folders, Connection database) {
    this.folders = folders;
    this.database = database;
    this.columns = columnsOf("FROM rows");
    this.repeats = new LinkedHashSet<>();
    folders.forEach(it -> repeats.addAll(it.repeats()));
    repeats.retainAll(columns.stream().map(AnswerColumn::name).toList());
  }

  /**
   * Opens what {@code millrace sweep} wrote. The rows of several folders are joined by the names of
   * their columns and say in a column {@code sweep} which they are of.
   *
   * @throws InvalidInputException with an issue for each folder that has no rows
   */
  public static SweepRows open(List<Path> folders) {
    List<SweepFolder> read = SweepFolder.readAll(folders);
    return new SweepRows(read, RowsDatabase.open(read, Optional.empty()));
  }

  /**
   * Leaves out, from now on, all rows that do not meet a condition.
   *
   * @param source what issues are about, such as an option
   * @param condition an expression in SQL
   * @throws InvalidInputException if it is none
   */
  public void keepWhere(String source, String condition) {
    // On lines of its own, so that a comment ends where it ends.
    String sql = "SELECT * FROM " + RowsDatabase.ALL_ROWS + " WHERE (\n" + condition + "\n)";
    SqlIssue issue = new SqlIssue(source, sql, 1);
    SelectOnly.require(database, sql, issue);
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE OR REPLACE VIEW rows AS " + sql);
      statement.executeQuery("FROM rows LIMIT 1").close();
    } catch (SQLException e) {
      throw issue.of(e);
    }
  }

  /** What was opened. */
  public List<SweepFolder> folders() {
    return folders;
  }

  /** The columns of the rows. */
  public List<AnswerColumn> columns() {
    return columns;
  }

  /** How many rows there are. */
  public long count() {
    return (Long) firstOf(answer("SELECT count(*) FROM rows"));
  }

  private long allRows() {
    return (Long) firstOf(answer("SELECT count(*) FROM " + RowsDatabase.ALL_ROWS));
  }

  /**
   * Why rows have no figures, the commonest first; reasons that differ in numbers alone are one.
   *
   * @param most how many reasons to tell
   */
  public List<Refusal> refusals(int most) {
    Answer found =
        answer(
            "SELECT status, min(error), count(*) FROM rows WHERE status IN ('impossible', 'failed')"
                + " GROUP BY status, regexp_replace(error, '[0-9][0-9,.]*', '', 'g')"
                + " ORDER BY 3 DESC, 2 LIMIT "
                + most);
    return found.rows().stream()
        .map(
            it ->
                new Refusal(
                    text(it.get(0)), text(it.get(1)), ((Number) notNull(it.get(2))).longValue()))
        .toList();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Object notNull(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  /**
   * What the sweeps vary: the columns of each axis, one unless paths vary together; first of all
   * the sweep, if there are several. What only repeats is none of them.
   */
  public List<List<String>> axes() {
    Set<String> known = columns.stream().map(AnswerColumn::name).collect(Collectors.toSet());
    Set<List<String>> axes = new LinkedHashSet<>();
    if (folders.size() > 1) {
      axes.add(List.of(RowsDatabase.SWEEP));
    }
    folders.stream().map(SweepFolder::axes).flatMap(Collection::stream).forEach(axes::add);
    return axes.stream()
        .map(axis -> axis.stream().filter(known::contains).filter(it -> !repeats.contains(it)))
        .map(it -> it.toList())
        .filter(axis -> !axis.isEmpty())
        .toList();
  }

  /**
   * The answer to SQL, in which {@code rows} are the rows.
   *
   * @throws InvalidInputException if it is no single {@code SELECT} or cannot be answered; also
   *     when rows are asked for later
   */
  public RowSource select(String sql) {
    SqlIssue issue = new SqlIssue("SQL", sql, 0);
    SelectOnly.require(database, sql, issue);
    return sink -> {
      try {
        SqlResult.send(database, sql, sink);
      } catch (SQLException e) {
        throw issue.of(e);
      }
    };
  }

  /**
   * Writes the answer to SQL as Parquet, into a file that appears whole or not at all.
   *
   * @throws InvalidInputException as {@link #select}
   * @throws IOException if the file cannot be written
   */
  public void writeParquet(String sql, Path file) throws IOException {
    export(sql).write(file);
  }

  /**
   * Writes the answer to SQL as Parquet, into a folder that appears whole or not at all, in which
   * each combination of some columns has a folder such as {@code model=gpt-7.5b/devices=64}.
   *
   * @throws InvalidInputException as {@link #select}, and if the answer has no such columns or the
   *     folder is there already
   * @throws IOException if the folder cannot be written
   */
  public void writePartitions(String sql, Path folder, List<String> columns) throws IOException {
    export(sql).write(folder, columns);
  }

  private ParquetExport export(String sql) {
    SelectOnly.require(database, sql, new SqlIssue("SQL", sql, 0));
    return new ParquetExport(folders, sql);
  }

  /** The answer to SQL of this package. */
  Answer answer(String sql) {
    return Answer.of(
        sink -> {
          try {
            SqlResult.send(database, sql, sink);
          } catch (SQLException e) {
            throw new SqlIssue("rows", sql, 0).of(e);
          }
        });
  }

  private static Object firstOf(Answer answer) {
    return Optional.ofNullable(answer.rows().getFirst().getFirst()).orElseThrow();
  }

  private List<AnswerColumn> columnsOf(String sql) {
    return answer(sql + " LIMIT 0").columns();
  }

  /**
   * Rows that are ok and have some figures. Rows that repeat each other are one, with the means of
   * their figures.
   *
   * @param groups columns of each factor
   * @param figures numeric columns
   * @throws InvalidInputException if there are none
   */
  Observations observe(List<List<String>> groups, List<String> figures) {
    return observe(groups, figures, numbered());
  }

  /** The same, in which rows that repeat each other are several. */
  Observations observeAll(List<List<String>> groups, List<String> figures) {
    return observe(groups, figures, numbered("rows"));
  }

  private Observations observe(
      List<List<String>> groups, List<String> figures, String numberedRows) {
    List<String> factors = groups.stream().flatMap(List::stream).toList();
    String where =
        figures.stream()
            .map(it -> " AND isfinite(" + figure(it) + ")")
            .collect(Collectors.joining("", usable(), ""));
    long count = (Long) firstOf(answer("SELECT count(*) FROM " + numberedRows + " WHERE " + where));
    if (count() == 0) {
      throw new InvalidInputException(
          new Issue(
              "--where",
              "none of %,d rows meets it".formatted(allRows()),
              "what there is: SELECT min(%s), max(%s) FROM rows"
                  .formatted(figures.getFirst(), figures.getFirst())));
    }
    if (count == 0) {
      throw new InvalidInputException(
          new Issue(
              String.join(", ", figures),
              "none of %,d rows is ok and has it".formatted(count()),
              "what the rows have: SELECT status, error, count(*) FROM rows GROUP BY ALL"));
    }
    List<String> selected = new ArrayList<>();
    selected.add('"' + ROW + '"');
    figures.forEach(it -> selected.add(figure(it)));
    factors.forEach(it -> selected.add(RowsDatabase.name(it)));
    String sql =
        "SELECT " + String.join(", ", selected) + " FROM " + numberedRows + " WHERE " + where;
    ObservationsReader reader =
        new ObservationsReader(Math.toIntExact(count), figures.size(), groups);
    try {
      SqlResult.send(database, sql, reader);
    } catch (SQLException e) {
      throw new SqlIssue("rows", sql, 0).of(e);
    }
    return reader.read();
  }

  private static String numbered(String rows) {
    return "(SELECT *, row_number() OVER () AS \"%s\" FROM %s)".formatted(ROW, rows);
  }

  private String numbered() {
    return numbered(repeats.isEmpty() ? "rows" : "(" + RepeatedRows.means(columns, axes()) + ")");
  }

  /** Rows of other status have no figures, or figures of what does not fit. */
  private String usable() {
    return columns.stream().anyMatch(it -> it.name().equals("status")) ? "status = 'ok'" : "true";
  }

  private static String figure(String column) {
    return "CAST(" + RowsDatabase.name(column) + " AS DOUBLE)";
  }

  /** For each draw its number and the mean of a figure, or of its logarithm, over its rows. */
  Answer meansByDraw(String figure, boolean logarithmic) {
    return answer(
        "SELECT draw, avg(%s) FROM rows WHERE %s AND isfinite(%s) GROUP BY draw ORDER BY draw"
            .formatted(
                logarithmic ? "ln(" + figure(figure) + ")" : figure(figure),
                usable(),
                figure(figure)));
  }

  /** Some columns of some rows, in the order in which their numbers are given. */
  Answer rowsAt(int[] numbers, List<String> names) {
    String list = IntStream.of(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","));
    Answer found =
        answer(
            "SELECT \"%s\", %s FROM %s WHERE \"%s\" IN (%s)"
                .formatted(
                    ROW,
                    names.stream().map(RowsDatabase::name).collect(Collectors.joining(", ")),
                    numbered(),
                    ROW,
                    list));
    int width = found.columns().size();
    Map<Long, List<@Nullable Object>> byNumber = new HashMap<>();
    for (List<@Nullable Object> row : found.rows()) {
      byNumber.put((Long) Objects.requireNonNull(row.getFirst()), row.subList(1, width));
    }
    return new Answer(
        found.columns().subList(1, width),
        IntStream.of(numbers)
            .mapToObj(it -> Objects.requireNonNull(byNumber.get((long) it)))
            .toList());
  }

  /**
   * The columns that tell what a row is: some of the question, all that the sweeps vary, the plan
   * and some figures.
   */
  List<String> describing(List<String> first, List<String> figures) {
    Set<String> names = new LinkedHashSet<>(first);
    axes().forEach(names::addAll);
    columns.stream().map(AnswerColumn::name).filter("plan"::equals).forEach(names::add);
    figures.forEach(names::remove);
    names.addAll(figures);
    return List.copyOf(names);
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
