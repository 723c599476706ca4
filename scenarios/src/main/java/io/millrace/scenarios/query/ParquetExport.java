package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes an answer as Parquet, as a file or a folder that appears whole or not at all. */
final class ParquetExport {
  private final List<SweepFolder> folders;
  private final String sql;

  /**
   * Of an answer.
   *
   * @param sql a SELECT that was checked
   */
  ParquetExport(List<SweepFolder> folders, String sql) {
    this.folders = folders;
    this.sql = sql;
  }

  /** Writes a file, which replaces what is there. */
  void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    copy(target, List.of(), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes a folder with a folder for each combination of some columns, such as {@code
   * model=gpt-7.5b/devices=64}.
   *
   * @throws InvalidInputException if there is something of that name
   */
  void write(Path folder, List<String> partitions) throws IOException {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      throw new InvalidInputException(
          new Issue("--parquet", folder + " is there already", "name a new folder"));
    }
    copy(target, partitions);
  }

  private void copy(Path target, List<String> partitions, StandardCopyOption... how)
      throws IOException {
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    Path beside = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try (Connection writer = RowsDatabase.open(folders, Optional.of(beside));
        Statement statement = writer.createStatement()) {
      try {
        statement.execute("CREATE TABLE answer AS " + sql);
      } catch (SQLException e) {
        throw new SqlIssue("SQL", sql, 0).of(e);
      }
      requireColumns(statement, partitions);
      statement.execute(
          "COPY answer TO %s (FORMAT parquet, COMPRESSION zstd%s)"
              .formatted(
                  RowsDatabase.text(beside.toString()),
                  partitions.isEmpty()
                      ? ", USE_TMP_FILE false"
                      : partitions.stream()
                          .map(RowsDatabase::name)
                          .collect(Collectors.joining(", ", ", PARTITION_BY (", ")"))));
      Files.move(beside, target, how);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      delete(beside);
    }
  }

  private static void requireColumns(Statement statement, List<String> partitions)
      throws SQLException {
    List<AnswerColumn> columns = new ArrayList<>();
    try (ResultSet result = statement.executeQuery("FROM answer LIMIT 0")) {
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(AnswerColumn.text(result.getMetaData().getColumnName(i)));
      }
    }
    new AskedColumns(columns)
        .known("--partition-by", partitions)
        .different("--partition-by", partitions, List.of())
        .check();
    Set<String> names = columns.stream().map(AnswerColumn::name).collect(Collectors.toSet());
    if (new HashSet<>(partitions).containsAll(names)) {
      throw new InvalidInputException(
          new Issue("--partition-by", "leaves no column for the files", "name fewer"));
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
