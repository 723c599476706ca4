package io.millrace.model.nccl;

import io.millrace.model.input.Issues;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nccl-tests prints: comments with the ranks and their hosts, then a row for each size with
 * the times out of place and in place. A file may hold several runs, with other lines between them.
 */
final class NcclText {
  private static final Pattern TEST = Pattern.compile("\\b([a-z_]+)_perf\\b");
  private static final Pattern RANK =
      Pattern.compile("#\\s+Rank\\s+(\\d+)\\s.*?\\bon\\s+(\\S+)\\s+device\\b.*");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  /** Time, two rates and the number of wrong values: the columns of each way. */
  private static final int COLUMNS = 4;

  private final List<NcclMeasurement> found;
  private final Issues issues;
  private final Optional<Operation> given;
  private Optional<Operation> operation;
  private final Set<Integer> ranks = new LinkedHashSet<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private boolean inRows;

  NcclText(Optional<Operation> given, List<NcclMeasurement> found, Issues issues) {
    this.given = given;
    this.operation = given;
    this.found = found;
    this.issues = issues;
  }

  void read(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String where = "line " + (i + 1);
      Matcher rank = RANK.matcher(line);
      if (rank.matches()) {
        rank(Integer.parseInt(rank.group(1)), rank.group(2));
      } else if (line.startsWith("#")) {
        test(line);
      } else if (isRow(line)) {
        row(line.split("\\s+"), where);
      } else if (inRows && startsWithNumber(line)) {
        issues.add(where, "is no row of nccl-tests: '" + shortened(line) + "'", "");
      } else {
        test(line);
      }
    }
  }

  private void rank(int rank, String host) {
    if (inRows) {
      ranks.clear();
      hosts.clear();
      inRows = false;
    }
    ranks.add(rank);
    hosts.add(host);
  }

  /** A comment or the command line before a run says which test it is. */
  private void test(String line) {
    Matcher test = TEST.matcher(line);
    if (test.find()) {
      Optional<Operation> named = Operation.of(test.group(1));
      if (named.isPresent()) {
        operation = named;
      } else {
        operation = given;
      }
    }
  }

  private static boolean startsWithNumber(String line) {
    return !line.isEmpty() && Character.isDigit(line.charAt(0));
  }

  private static boolean isRow(String line) {
    String[] cells = line.split("\\s+");
    return cells.length >= 6
        && cells[0].matches("\\d+")
        && cells[1].matches("\\d+")
        && cells[2].matches("[A-Za-z][A-Za-z0-9_]*");
  }

  private void row(String[] cells, String where) {
    inRows = true;
    if (operation.isEmpty()) {
      issues.add(
          where,
          "belongs to no known test",
          "say which with --operation: "
              + String.join(
                  ", ", List.of(Operation.values()).stream().map(Operation::key).toList()));
      return;
    }
    if (ranks.size() < 2) {
      issues.add(
          where,
          "follows no list of at least two ranks",
          "keep the lines '#  Rank  0 ... on HOST device 0' of the output");
      return;
    }
    // Tests that reduce print the operator and the root; older versions leave them out elsewhere.
    int times = cells.length > 3 && Character.isLetter(cells[3].charAt(0)) ? 5 : 3;
    double bytes = Double.parseDouble(cells[0]);
    if (bytes == 0) {
      return;
    }
    time(cells, times, bytes, where);
    if (cells.length > times + COLUMNS && !cells[times + COLUMNS].equals("N/A")) {
      time(cells, times + COLUMNS, bytes, where);
    }
  }

  private void time(String[] cells, int column, double bytes, String where) {
    if (column >= cells.length || !NUMBER.matcher(cells[column]).matches()) {
      issues.add(where, "has no time in column " + (column + 1), "");
      return;
    }
    double microseconds = Double.parseDouble(cells[column]);
    if (!(microseconds > 0)) {
      issues.add(where, "has the time " + cells[column] + ", which is not positive", "");
      return;
    }
    found.add(
        new NcclMeasurement(
            operation.orElseThrow(),
            ranks.size(),
            hosts.size(),
            bytes,
            cells[2],
            microseconds / 1e6,
            where));
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
