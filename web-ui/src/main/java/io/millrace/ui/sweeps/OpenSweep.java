package io.millrace.ui.sweeps;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.query.Overview;
import io.millrace.scenarios.query.Refusal;
import io.millrace.scenarios.query.RowFilter;
import io.millrace.scenarios.query.RowPages;
import io.millrace.scenarios.query.SweepRows;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A sweep whose rows are looked through, until it is closed. */
final class OpenSweep implements AutoCloseable {
  private static final int REASONS = 12;

  /** Results that tell most of a row, in the order of the table. */
  private static final List<String> TELLING =
      List.of(
          "status",
          "plan",
          "iteration_seconds",
          "frames_per_second",
          "tokens_per_second",
          "tokens_per_second_per_device",
          "model_flops_utilization",
          "memory_share",
          "usd_per_million_tokens",
          "energy_joules");

  private final SweepRows rows;
  private final RowPages pages;
  private final Overview overview;
  private final List<Refusal> refusals;

  OpenSweep(Path folder) {
    rows = SweepRows.open(List.of(folder));
    pages = new RowPages(rows);
    overview = Overview.of(rows);
    refusals = rows.refusals(REASONS);
  }

  SweepRows rows() {
    return rows;
  }

  RowPages pages() {
    return pages;
  }

  /** Of all rows, whatever is filtered. */
  Overview overview() {
    return overview;
  }

  /** Why rows have no figures, of all of them. */
  List<Refusal> refusals() {
    return refusals;
  }

  void keep(List<RowFilter> filters) {
    pages.keep(filters);
  }

  /** The columns of the axes, in the order of the sweep. */
  List<String> axes() {
    return rows.axes().stream().flatMap(Collection::stream).toList();
  }

  /** The columns that a table begins with: axes, then the results that tell most. */
  List<String> telling() {
    Set<String> filled = Set.copyOf(filled());
    return Stream.concat(axes().stream(), TELLING.stream())
        .filter(filled::contains)
        .distinct()
        .toList();
  }

  /** Results that are numbers and not all the same. */
  List<String> figures() {
    Set<String> axes = Set.copyOf(axes());
    Set<String> numbers =
        Set.copyOf(
            overview.columns().stream()
                .filter(it -> it.values() > 1 && it.column().kind().isNumeric())
                .map(it -> it.column().name())
                .filter(it -> !axes.contains(it) && !it.equals("point"))
                .toList());
    // Those that tell most come first.
    return Stream.concat(TELLING.stream(), rows.columns().stream().map(AnswerColumn::name))
        .filter(numbers::contains)
        .distinct()
        .toList();
  }

  /** Columns by which rows can be filtered: those in which they differ. */
  List<String> differing() {
    return overview.columns().stream()
        .filter(it -> it.values() > 1)
        .map(it -> it.column().name())
        .filter(it -> !it.equals("plan_json") && !it.equals("error"))
        .toList();
  }

  private List<String> filled() {
    return overview.columns().stream()
        .filter(it -> it.values() > 0)
        .map(it -> it.column().name())
        .toList();
  }

  boolean isNumeric(String column) {
    return rows.columns().stream()
        .anyMatch(it -> it.name().equals(column) && it.kind().isNumeric());
  }

  int index(String column) {
    return rows.columns().stream().map(AnswerColumn::name).toList().indexOf(column);
  }

  @Override
  public void close() {
    rows.close();
  }
}
