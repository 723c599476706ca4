package io.millrace.scenarios.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes folders as a sweep does, with rows that SQL makes. */
public final class SampleSweep {
  private SampleSweep() {}

  /**
   * A sweep with one file of rows.
   *
   * @param axes as JSON, such as {@code [{"path": "x"}]}
   * @param rows a SELECT of the rows
   */
  public static Path write(Path folder, String axes, String rows) {
    try {
      Files.createDirectories(folder.resolve("rows"));
      Files.writeString(
          folder.resolve("sweep.json"),
          """
          {"format": "sweep-rows/1", "chunks": 1, "sweep": {"name": "a sample", "axes": %s}}
          """
              .formatted(axes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writeRows(folder.resolve("rows").resolve("0000000.parquet"), rows);
    return folder;
  }

  /** A file of rows. */
  public static void writeRows(Path file, String rows) {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)".formatted(rows, file.toString().replace("'", "''")));
    } catch (SQLException e) {
      throw new IllegalArgumentException(rows, e);
    }
  }

  /**
   * Rows over two axes x and y, each from 1 to 4, with a figure.
   *
   * @param figure an expression in x and y
   */
  public static Path overTwoAxes(Path folder, String figure) {
    return write(
        folder,
        "[{\"path\": \"x\"}, {\"path\": \"y\"}]",
        """
        SELECT row_number() OVER () - 1 AS point, x, y, 'ok' AS status, %s AS figure
        FROM range(1, 5) a(x), range(1, 5) b(y) ORDER BY x, y
        """
            .formatted(figure));
  }
}
