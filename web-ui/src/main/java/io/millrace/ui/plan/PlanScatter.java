package io.millrace.ui.plan;

import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Scatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plans as points: grey with the reason where one does not fit or breaks a limit; a line joins
 * those of which none is better in both metrics.
 *
 * @param rows all plans
 * @param state the axes and limits
 */
record PlanScatter(List<PlanRow> rows, ExplorerState state) {

  Scatter chart() {
    return new Scatter(
        "%s against %s".formatted(state.y().title(), state.x().title()),
        "Plan",
        axis(state.x()),
        axis(state.y()),
        placed().stream().map(this::point).toList(),
        front().stream().map(PlanScatter::id).toList());
  }

  /** Plans of which both figures are known. */
  List<PlanRow> placed() {
    return rows.stream()
        .filter(it -> state.x().of(it).isPresent() && state.y().of(it).isPresent())
        .toList();
  }

  /** Possible plans of which none is better in both metrics, from left to right. */
  List<PlanRow> front() {
    List<PlanRow> front = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (PlanRow row :
        placed().stream()
            .filter(it -> reason(it).isEmpty())
            .sorted(
                Comparator.comparingDouble((PlanRow it) -> burden(state.x(), it))
                    .thenComparingDouble(it -> burden(state.y(), it)))
            .toList()) {
      if (burden(state.y(), row) < least) {
        least = burden(state.y(), row);
        front.add(row);
      }
    }
    return front;
  }

  /** Why a plan is out of the question; empty if it is not. */
  String reason(PlanRow row) {
    return row.whyNot().orElseGet(() -> String.join(", ", state.broken(row)));
  }

  static String id(PlanRow row) {
    return String.valueOf(row.place());
  }

  private Scatter.Point point(PlanRow row) {
    return new Scatter.Point(
        id(row),
        row.label(),
        row.strategy(),
        state.x().of(row).orElseThrow(),
        state.y().of(row).orElseThrow(),
        reason(row));
  }

  private static double burden(PlanMetric metric, PlanRow row) {
    return metric.burden(metric.of(row).orElseThrow());
  }

  private Axis axis(PlanMetric metric) {
    Axis axis = Axis.of(metric.title(), metric.unit());
    Double limit = state.limits().get(metric);
    return limit == null
        ? axis
        : axis.with(new Axis.Limit(metric.moreIsBetter() ? "at least" : "at most", limit));
  }
}
