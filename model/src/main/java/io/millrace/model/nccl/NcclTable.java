package io.millrace.model.nccl;

import io.millrace.model.input.Issues;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table with the columns {@code op_name}, {@code nccl_dtype}, {@code num_gpus}, {@code
 * message_size} (elements of the type) and {@code latency} (ms), as AIConfigurator writes it; all
 * on one node.
 */
final class NcclTable {
  private static final List<String> COLUMNS =
      List.of("op_name", "nccl_dtype", "num_gpus", "message_size", "latency");

  private final List<NcclMeasurement> found;
  private final Issues issues;

  NcclTable(List<NcclMeasurement> found, Issues issues) {
    this.found = found;
    this.issues = issues;
  }

  static boolean recognises(String text) {
    String header = text.lines().findFirst().orElse("");
    return header.contains(",") && header.contains("message_size");
  }

  void read(List<String> lines) {
    List<String> header = List.of(lines.getFirst().strip().split(","));
    for (String column : COLUMNS) {
      if (!header.contains(column)) {
        issues.add("line 1", "has no column " + column, "expected " + String.join(", ", COLUMNS));
      }
    }
    if (!issues.isEmpty()) {
      return;
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        row(header, lines.get(i).strip().split(",", -1), "line " + (i + 1));
      }
    }
  }

  private void row(List<String> header, String[] cells, String where) {
    if (cells.length != header.size()) {
      issues.add(where, "has " + cells.length + " cells, not " + header.size(), "");
      return;
    }
    Optional<Operation> operation = Operation.of(cells[header.indexOf("op_name")]);
    String type = cells[header.indexOf("nccl_dtype")];
    Optional<Integer> width = width(type);
    double ranks = number(header, cells, "num_gpus", where);
    double elements = number(header, cells, "message_size", where);
    double milliseconds = number(header, cells, "latency", where);
    if (operation.isEmpty()) {
      issues.add(where, "has the unknown op_name " + cells[header.indexOf("op_name")], "");
    }
    if (width.isEmpty()) {
      issues.add(where, "has the unknown nccl_dtype " + type, "");
    }
    if (operation.isPresent() && width.isPresent() && elements > 0 && milliseconds > 0) {
      if (ranks < 2) {
        issues.add(where, "has fewer than two ranks", "");
        return;
      }
      found.add(
          new NcclMeasurement(
              operation.get(),
              (int) ranks,
              1,
              elements * width.get(),
              type,
              milliseconds / 1e3,
              where));
    }
  }

  private double number(List<String> header, String[] cells, String column, String where) {
    String cell = cells[header.indexOf(column)].strip();
    try {
      double number = Double.parseDouble(cell);
      if (number > 0 && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the others.
    }
    issues.add(where, column + " is no positive number: '" + cell + "'", "");
    return 0;
  }

  /** Bytes of a number, by NCCL's name of its type. */
  static Optional<Integer> width(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "int8", "uint8", "char", "fp8", "fp8e4m3", "fp8e5m2", "f8e4m3", "f8e5m2" ->
          Optional.of(1);
      case "half", "float16", "bfloat16" -> Optional.of(2);
      case "float", "float32", "int32", "uint32" -> Optional.of(4);
      case "double", "float64", "int64", "uint64" -> Optional.of(8);
      default -> Optional.empty();
    };
  }
}
