package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure over two columns: of all rows that agree in both, the mean or the best.
 *
 * @param figure the column
 * @param fold what becomes of the rows of a cell
 * @param plane the two columns
 * @param cells those that have rows, across first, then up
 * @param answer a row for each cell
 */
public record Surface(String figure, Fold fold, Plane plane, List<Cell> cells, Answer answer) {

  /** What becomes of the rows of a cell. */
  public enum Fold {
    /** Their mean. */
    MEAN,
    /** Their least. */
    MIN,
    /** Their largest. */
    MAX;

    /** How the command line calls it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private double of(double one, double other) {
      return switch (this) {
        case MEAN -> one + other;
        case MIN -> Math.min(one, other);
        case MAX -> Math.max(one, other);
      };
    }
  }

  /**
   * What rows that agree come to.
   *
   * @param x index of the level across
   * @param y index of the level up
   * @param value of the figure
   * @param rows how many there are
   */
  public record Cell(int x, int y, double value, int rows) {}

  /** Copies the list. */
  public Surface {
    cells = List.copyOf(cells);
  }

  /** Finds it. */
  public static Surface of(SweepRows rows, String figure, Fold fold, String x, String y) {
    new AskedColumns(rows)
        .numeric("--of", figure)
        .known("--x", x)
        .known("--y", y)
        .different("--y", List.of(y), List.of(x))
        .check();
    Observations observations = rows.observe(List.of(List.of(x), List.of(y)), List.of(figure));
    List<Factor> factors = Plane.factors(observations);
    Plane plane = Plane.of(factors);
    List<Cell> cells =
        cells(new AdditiveFit.Pair(factors.get(1), factors.get(0)), observations, fold, plane);
    return new Surface(figure, fold, plane, cells, answer(rows, figure, plane, cells));
  }

  private static List<Cell> cells(
      AdditiveFit.Pair places, Observations observations, Fold fold, Plane plane) {
    double[] values = new double[places.cells()];
    int[] counts = new int[values.length];
    for (int row = 0; row < observations.size(); row++) {
      int place = places.cell(row);
      double value = observations.figures()[0][row];
      values[place] = counts[place] == 0 ? value : fold.of(values[place], value);
      counts[place]++;
    }
    List<Cell> cells = new ArrayList<>();
    int width = plane.across().size();
    for (int place = 0; place < values.length; place++) {
      if (counts[place] > 0) {
        double value = fold == Fold.MEAN ? values[place] / counts[place] : values[place];
        cells.add(new Cell(place % width, place / width, value, counts[place]));
      }
    }
    return cells;
  }

  private static Answer answer(SweepRows rows, String figure, Plane plane, List<Cell> cells) {
    List<AnswerColumn> columns =
        List.of(
            Plane.column(rows, plane.x(), plane.across()),
            Plane.column(rows, plane.y(), plane.up()),
            AnswerColumn.number(figure),
            AnswerColumn.integer("rows"));
    List<List<@Nullable Object>> answers = new ArrayList<>();
    for (Cell cell : cells) {
      answers.add(
          Arrays.asList(
              plane.across().get(cell.x()).cell(),
              plane.up().get(cell.y()).cell(),
              cell.value(),
              (long) cell.rows()));
    }
    return new Answer(columns, answers);
  }
}
