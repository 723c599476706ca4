package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * A DuckDB in memory in which {@code rows} are those of some sweeps. When it is open its settings
 * are locked, and it has no files but those rows; what people ask has to pass {@link SelectOnly}
 * besides.
 */
final class RowsDatabase {
  /** The rows as the files have them, before any condition. */
  static final String ALL_ROWS = "all_rows";

  /** How long points took: {@code point} and {@code seconds}. */
  static final String TIMINGS = "timings";

  /** Where the rows of several sweeps come from. */
  static final String SWEEP = "sweep";

  private RowsDatabase() {}

  /**
   * Opens one.
   *
   * @param writable a file that it may write besides, or a folder with files
   * @throws InvalidInputException if files cannot be read
   */
  static Connection open(List<SweepFolder> folders, Optional<Path> writable) {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    try {
      Connection database = DriverManager.getConnection("jdbc:duckdb:", settings);
      try (Statement statement = database.createStatement()) {
        // The order of rows and of sums must not hang on threads, and random numbers not on time.
        statement.execute("SET threads = 1");
        statement.execute("SELECT setseed(0.5)");
        // Nothing is spilt beside where somebody happens to work.
        statement.execute("SET temp_directory = ''");
        create(statement, folders);
        statement.execute("CREATE VIEW rows AS FROM " + ALL_ROWS);
        statement.execute("SET allowed_paths = " + list(allowed(folders, writable)));
        statement.execute(
            "SET allowed_directories = "
                + list(writable.stream().map(it -> it.toAbsolutePath() + File.separator)));
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      } catch (SQLException e) {
        database.close();
        throw e;
      }
      return database;
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidInputException(
          new Issue("DIR", "the rows cannot be read: " + message, "run the sweep again"));
    }
  }

  private static void create(Statement statement, List<SweepFolder> folders) throws SQLException {
    statement.execute("CREATE VIEW " + ALL_ROWS + " AS " + joined(folders, SweepFolder::files));
    statement.execute("CREATE VIEW " + TIMINGS + " AS " + joined(folders, SweepFolder::timings));
  }

  /** The files of all folders as one table, which says of each row which folder it is from. */
  private static String joined(
      List<SweepFolder> folders, Function<SweepFolder, List<Path>> filesOf) {
    List<String> labels = labels(folders);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      List<Path> files = filesOf.apply(folders.get(i));
      String label = folders.size() == 1 ? "" : text(labels.get(i)) + " AS " + SWEEP + ", ";
      parts.add(
          files.isEmpty()
              ? "SELECT " + label + "0 AS point, 0.0 AS seconds WHERE false"
              : "SELECT %s* FROM read_parquet(%s)"
                  .formatted(label, list(files.stream().map(RowsDatabase::pattern))));
    }
    return String.join(" UNION ALL BY NAME ", parts);
  }

  /** The last names of the folders, or all of the paths where those are the same. */
  private static List<String> labels(List<SweepFolder> folders) {
    List<String> names =
        folders.stream()
            .map(it -> String.valueOf(it.path().toAbsolutePath().normalize().getFileName()))
            .toList();
    return new HashSet<>(names).size() == names.size()
        ? names
        : folders.stream().map(it -> it.path().toString()).toList();
  }

  /** Names are checked both as patterns and as files. */
  private static Stream<String> allowed(List<SweepFolder> folders, Optional<Path> writable) {
    List<Path> files =
        folders.stream()
            .flatMap(it -> Stream.of(it.files(), it.timings()))
            .flatMap(Collection::stream)
            .toList();
    return Stream.of(
            files.stream().map(RowsDatabase::pattern),
            files.stream().map(it -> it.toAbsolutePath().toString()),
            writable.stream().map(it -> it.toAbsolutePath().toString()))
        .flatMap(it -> it)
        .distinct();
  }

  /** A pattern that matches one file, whatever its name. */
  private static String pattern(Path file) {
    return file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
  }

  private static String list(Stream<String> texts) {
    return texts.map(RowsDatabase::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A text in SQL. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A column in SQL. */
  static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }
}
