package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is best where: for each cell of two columns the best row of all that agree in both, and what
 * that row has in some columns. Cells that have the same are one region. Of equal rows the one that
 * comes first in the sweep is best.
 *
 * @param objective what was wanted
 * @param shown the columns that regions are told apart by
 * @param plane the two columns
 * @param regions the largest first
 * @param cells those that have rows, across first, then up
 * @param answer a row for each cell
 */
public record Phases(
    Objective objective,
    List<String> shown,
    Plane plane,
    List<Region> regions,
    List<Cell> cells,
    Answer answer) {

  /**
   * What is best in some cells.
   *
   * @param values of the shown columns
   * @param size how many cells it has
   */
  public record Region(Level.Values values, int size) {}

  /**
   * Where something is best.
   *
   * @param x index of the level across
   * @param y index of the level up
   * @param region index of the region
   * @param figure of the best row
   */
  public record Cell(int x, int y, int region, double figure) {}

  /** Copies the lists. */
  public Phases {
    shown = List.copyOf(shown);
    regions = List.copyOf(regions);
    cells = List.copyOf(cells);
  }

  /** Finds them. */
  public static Phases of(
      SweepRows rows, Objective objective, String x, String y, List<String> shown) {
    new AskedColumns(rows)
        .numeric(objective.option(), objective.column())
        .known("--x", x)
        .known("--y", y)
        .different("--y", List.of(y), List.of(x))
        .known("--show", shown)
        .different("--show", shown, List.of(x, y))
        .check();
    Observations observations =
        rows.observe(List.of(List.of(x), List.of(y)), List.of(objective.column()));
    List<Factor> factors = Plane.factors(observations);
    AdditiveFit.Pair places = new AdditiveFit.Pair(factors.get(1), factors.get(0));
    int[] best = best(places, objective.costs(observations.figures()[0]));
    int[] filled = Arrays.stream(best).filter(it -> it >= 0).toArray();
    Answer winners =
        rows.rowsAt(Arrays.stream(filled).map(it -> observations.numbers()[it]).toArray(), shown);
    List<Level.Values> values = winners.rows().stream().map(Level.Values::new).toList();
    List<Region> regions = regions(values);
    List<Level.Values> order = regions.stream().map(Region::values).toList();
    Plane plane = Plane.of(factors);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < filled.length; i++) {
      cells.add(
          new Cell(
              factors.get(0).codes()[filled[i]],
              factors.get(1).codes()[filled[i]],
              order.indexOf(values.get(i)),
              observations.figures()[0][filled[i]]));
    }
    return new Phases(
        objective, shown, plane, regions, cells, answer(rows, objective, plane, cells, winners));
  }

  private static int[] best(AdditiveFit.Pair places, double[] costs) {
    int[] best = new int[places.cells()];
    Arrays.fill(best, -1);
    for (int row = 0; row < costs.length; row++) {
      int place = places.cell(row);
      if (best[place] < 0 || costs[row] < costs[best[place]]) {
        best[place] = row;
      }
    }
    return best;
  }

  private static List<Region> regions(List<Level.Values> values) {
    Map<Level.Values, Integer> sizes = new LinkedHashMap<>();
    values.forEach(it -> sizes.merge(it, 1, Integer::sum));
    return sizes.entrySet().stream()
        .map(it -> new Region(it.getKey(), it.getValue()))
        .sorted(Comparator.comparingInt(it -> -it.size()))
        .toList();
  }

  private static Answer answer(
      SweepRows rows, Objective objective, Plane plane, List<Cell> cells, Answer winners) {
    List<AnswerColumn> columns = new ArrayList<>();
    columns.add(Plane.column(rows, plane.x(), plane.across()));
    columns.add(Plane.column(rows, plane.y(), plane.up()));
    columns.addAll(winners.columns());
    boolean isShown =
        winners.columns().stream().anyMatch(it -> it.name().equals(objective.column()));
    if (!isShown) {
      columns.add(AnswerColumn.number(objective.column()));
    }
    List<List<@Nullable Object>> answers = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(plane.across().get(cells.get(i).x()).cell());
      row.add(plane.up().get(cells.get(i).y()).cell());
      row.addAll(winners.rows().get(i));
      if (!isShown) {
        row.add(cells.get(i).figure());
      }
      answers.add(row);
    }
    return new Answer(columns, answers);
  }
}
