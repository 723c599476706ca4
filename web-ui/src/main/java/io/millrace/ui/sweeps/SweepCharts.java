package io.millrace.ui.sweeps;

import io.millrace.scenarios.query.Answer;
import io.millrace.scenarios.query.Level;
import io.millrace.scenarios.query.Objective;
import io.millrace.scenarios.query.ParetoFront;
import io.millrace.scenarios.query.Surface;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.HeatMap;
import io.millrace.ui.chart.ParallelCoordinates;
import io.millrace.ui.chart.Scatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of a sweep as charts. */
final class SweepCharts {
  /** Lines and points that a browser draws at once without waiting. */
  static final int MOST = 2000;

  private SweepCharts() {}

  /** A line for each row across the axes and the figures that are compared. */
  static ParallelCoordinates parallel(OpenSweep sweep, String x, String y) {
    Set<String> columns = new LinkedHashSet<>();
    columns.add("point");
    sweep.axes().stream().filter(sweep.differing()::contains).forEach(columns::add);
    columns.add(x);
    columns.add(y);
    List<String> names = List.copyOf(columns);
    Answer sample = sweep.pages().sample(names, MOST);
    List<List<String>> categories = new ArrayList<>();
    List<ParallelCoordinates.ParallelAxis> axes = new ArrayList<>();
    for (int at = 1; at < names.size(); at++) {
      categories.add(sweep.isNumeric(names.get(at)) ? List.of() : texts(sample, at));
      axes.add(
          new ParallelCoordinates.ParallelAxis(
              names.get(at), Axis.of(Columns.name(names.get(at)), ""), categories.getLast()));
    }
    List<ParallelCoordinates.Line> lines = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (List<@Nullable Object> row : sample.rows()) {
      List<Double> values = new ArrayList<>();
      for (int at = 1; at < names.size(); at++) {
        Object value = Objects.requireNonNull(row.get(at));
        values.add(
            value instanceof Number number && categories.get(at - 1).isEmpty()
                ? number.doubleValue()
                : (double) categories.get(at - 1).indexOf(value.toString()));
      }
      String id = String.valueOf(row.getFirst());
      if (known.add(id) && values.stream().allMatch(Double::isFinite)) {
        lines.add(new ParallelCoordinates.Line(id, "point " + id, values));
      }
    }
    return new ParallelCoordinates(
        "Rows across the axes", "Row", axes, lines, names.indexOf(x) - 1);
  }

  private static List<String> texts(Answer answer, int column) {
    Set<String> texts = new TreeSet<>();
    answer.rows().forEach(it -> texts.add(String.valueOf(it.get(column))));
    return List.copyOf(texts);
  }

  /** Rows by two figures, with those joined that none beats in both. */
  static Scatter front(OpenSweep sweep, String x, String y) {
    List<String> columns = List.of("point", x, y, "status");
    List<Scatter.Point> points = new ArrayList<>();
    List<String> joined = new ArrayList<>();
    Set<String> known = new HashSet<>();
    ParetoFront front =
        ParetoFront.of(sweep.rows(), List.of(objective(x), objective(y)), List.of());
    for (List<@Nullable Object> row : front.front(sweep.rows(), 0, columns).rows()) {
      add(points, known, row, "nothing beats it");
      joined.add(points.getLast().id());
    }
    for (List<@Nullable Object> row : sweep.pages().sample(columns, MOST).rows()) {
      add(points, known, row, "ok".equals(row.get(3)) ? "fits" : String.valueOf(row.get(3)));
    }
    return new Scatter(
        "%s against %s".formatted(Columns.name(y), Columns.name(x)),
        "Row",
        Axis.of(Columns.name(x), ""),
        Axis.of(Columns.name(y), ""),
        points,
        joined);
  }

  private static void add(
      List<Scatter.Point> points, Set<String> known, List<@Nullable Object> row, String group) {
    String id = String.valueOf(row.getFirst());
    if (row.get(1) instanceof Number x && row.get(2) instanceof Number y && known.add(id)) {
      boolean fits = "ok".equals(row.get(3));
      points.add(
          new Scatter.Point(
              id, "point " + id, group, x.doubleValue(), y.doubleValue(), fits ? "" : group));
    }
  }

  /** Whether more of a figure is better. */
  static Objective objective(String column) {
    boolean more = column.contains("per_second") || column.contains("utilization");
    return more ? Objective.most(column) : Objective.least(column);
  }

  /** The best of a figure for each pair of settings. */
  static HeatMap map(OpenSweep sweep, String figure, String across, String upward) {
    Surface.Fold fold = objective(figure).largest() ? Surface.Fold.MAX : Surface.Fold.MIN;
    Surface surface = Surface.of(sweep.rows(), figure, fold, across, upward);
    return new HeatMap(
        "Best %s of all rows of a cell".formatted(Columns.name(figure)),
        Axis.of(Columns.name(figure), ""),
        Columns.name(across),
        labels(surface.plane().across()),
        Columns.name(upward),
        labels(surface.plane().up()),
        surface.cells().stream().map(it -> new HeatMap.Cell(it.x(), it.y(), it.value())).toList());
  }

  private static List<String> labels(List<Level> levels) {
    return levels.stream().map(it -> Columns.text(it.cell())).toList();
  }
}
