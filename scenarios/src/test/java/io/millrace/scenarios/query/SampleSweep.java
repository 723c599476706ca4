package io.millrace.scenarios.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes folders as a sweep does, with rows that SQL makes. */
public final class SampleSweep {
  private SampleSweep() {}

  /**
   * A sweep with one file of rows.
   *
   * @param axes names of columns as JSON, such as {@code ["x", ["y", "z"]]} where two vary together
   * @param rows a SELECT of the rows
   */
  public static Path write(Path folder, String axes, String rows) {
    return write(folder, axes, "[]", rows);
  }

  /**
   * A sweep with one file of rows, some of which repeat others.
   *
   * @param repeats names of columns in which these differ, as JSON
   */
  public static Path write(Path folder, String axes, String repeats, String rows) {
    try {
      Files.createDirectories(folder.resolve("rows"));
      Files.writeString(
          folder.resolve("sweep.json"),
          """
          {"format": "sweep-rows/1", "chunks": 1, "axes": %s, "repeats": %s,
           "sweep": {"name": "a sample"}}
          """
              .formatted(axes(axes), repeats));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writeRows(folder.resolve("rows").resolve("0000000.parquet"), rows);
    return folder;
  }

  private static String axes(String names) {
    ArrayNode axes = JsonNodeFactory.instance.arrayNode();
    for (JsonNode axis : JsonMapper.shared().readTree(names)) {
      ArrayNode together = axes.addArray();
      for (JsonNode name : axis.isArray() ? axis : List.of(axis)) {
        together.addObject().set("column", name);
      }
    }
    return axes.toString();
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
        "[\"x\", \"y\"]",
        """
        SELECT row_number() OVER () - 1 AS point, x, y, 'ok' AS status, %s AS figure
        FROM range(1, 5) a(x), range(1, 5) b(y) ORDER BY x, y
        """
            .formatted(figure));
  }
}
