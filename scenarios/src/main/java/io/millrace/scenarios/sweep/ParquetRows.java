package io.millrace.scenarios.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, and how long they took, as Parquet, by a DuckDB in memory: the same bytes for the
 * same rows. Serves one thread.
 */
final class ParquetRows implements AutoCloseable {
  private static final String ROWS = "rows";
  private static final String TIMINGS = "timings";

  /** Timings are kept to the microsecond: what is finer says nothing, and takes room. */
  private static final double MICROSECONDS = 1e6;

  private final Connection database;
  private final List<Column> columns;

  /** For rows with some columns. */
  ParquetRows(List<Column> columns) {
    this.columns = List.copyOf(columns);
    try {
      // Not by the DriverManager, which does not see jars that Spark brought.
      this.database = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      try (Statement statement = database.createStatement()) {
        // One thread writes rows in their order, and others are at work on other chunks.
        statement.execute("SET threads = 1");
        statement.execute(
            columns.stream()
                .map(it -> '"' + it.name() + "\" " + it.type().sql())
                .collect(Collectors.joining(", ", "CREATE TABLE " + ROWS + " (", ")")));
        statement.execute("CREATE TABLE " + TIMINGS + " (point BIGINT, seconds DOUBLE)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /** What fills a table. */
  private interface Filler {
    /** Appends the rows. */
    void fill(DuckDBAppender appender) throws SQLException;
  }

  /**
   * Writes a file of rows.
   *
   * @throws IOException if it cannot be written, such as to a full disk
   */
  byte[] write(RowTable rows) throws IOException {
    return write(
        ROWS,
        appender -> {
          for (int row = 0; row < rows.size(); row++) {
            appender.beginRow();
            for (int column = 0; column < columns.size(); column++) {
              append(appender, rows.get(row, column));
            }
            appender.endRow();
          }
        });
  }

  /**
   * Writes a file of timings.
   *
   * @throws IOException if it cannot be written, such as to a full disk
   */
  byte[] writeTimings(List<RowTable.Timing> timings) throws IOException {
    return write(
        TIMINGS,
        appender -> {
          for (RowTable.Timing timing : timings) {
            appender.beginRow();
            appender.append(timing.point());
            appender.append(Math.rint(timing.seconds() * MICROSECONDS) / MICROSECONDS);
            appender.endRow();
          }
        });
  }

  private byte[] write(String table, Filler filler) throws IOException {
    Path file = Files.createTempFile("millrace", ".parquet");
    try (Statement statement = database.createStatement()) {
      try (DuckDBAppender appender =
          database.unwrap(DuckDBConnection.class).createAppender("main", table)) {
        filler.fill(appender);
      }
      statement.execute(
          "COPY %s TO '%s' (FORMAT parquet, COMPRESSION zstd)"
              .formatted(table, file.toString().replace("'", "''")));
      statement.execute("DELETE FROM " + table);
      return Files.readAllBytes(file);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Long number -> appender.append(number.longValue());
      case Double number -> appender.append(number.doubleValue());
      case Boolean flag -> appender.append(flag.booleanValue());
      default -> appender.append(value.toString());
    }
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
