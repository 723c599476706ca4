package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Least squares by sums of tables: each term has a number for each of its cells, and a row is the
 * sum of the numbers of the cells it lies in. Where cells are empty or terms say the same, many
 * sums fit equally well; of those it is the one whose terms vary least over the rows.
 *
 * <p>Conjugate gradients on the normal equations (Hestenes and Stiefel 1952; Björck 1996,
 * "Numerical Methods for Least Squares Problems", section 7.4), with each cell scaled by the root
 * of its rows. Started at zero they stay in the row space, which gives that solution. On a full
 * grid one step is exact, and a few are done row by row; where more are needed they go by {@link
 * CommonRows}, which are counted once and are far fewer than rows.
 */
final class AdditiveFit {
  /** Of the gradient, by which it has to shrink. */
  private static final double ACCURACY = 1e-12;

  private static final int STEPS_BY_ROWS = 3;
  private static final int MOST_STEPS = 1000;

  private final List<Term> terms;
  private final int rows;
  private final double[] scales;

  /** Which cell of a table a row lies in. */
  sealed interface Term {

    /** How many cells there are. */
    int cells();

    /** The cell of a row. */
    int cell(int row);
  }

  /** A cell for each level of a factor. */
  record Main(Factor factor) implements Term {
    @Override
    public int cells() {
      return factor.levels().size();
    }

    @Override
    public int cell(int row) {
      return factor.codes()[row];
    }
  }

  /** A cell for each pair of levels. */
  record Pair(Factor one, Factor other) implements Term {
    @Override
    public int cells() {
      return Math.multiplyExact(one.levels().size(), other.levels().size());
    }

    @Override
    public int cell(int row) {
      return one.codes()[row] * other.levels().size() + other.codes()[row];
    }
  }

  private AdditiveFit(List<? extends Term> terms, int rows) {
    this.terms = List.copyOf(terms);
    this.rows = rows;
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    this.scales = gathered(terms, ones);
    for (int cell = 0; cell < scales.length; cell++) {
      scales[cell] = scales[cell] == 0 ? 0 : 1 / Math.sqrt(scales[cell]);
    }
  }

  /**
   * The numbers of each term's cells.
   *
   * @param values of the rows, with mean zero
   */
  static List<double[]> of(List<? extends Term> terms, double[] values) {
    return new AdditiveFit(terms, values.length).solve(values);
  }

  private List<double[]> solve(double[] values) {
    double[] start = scaled(gathered(terms, values));
    double[] solution = new double[start.length];
    boolean found =
        descend(start, solution, STEPS_BY_ROWS, it -> scaled(gathered(terms, spread(scaled(it)))));
    if (!found && CommonRows.areFew(terms)) {
      CommonRows common = new CommonRows(terms, rows);
      Arrays.fill(solution, 0);
      descend(start, solution, MOST_STEPS, it -> scaled(common.times(scaled(it))));
    } else if (!found) {
      Arrays.fill(solution, 0);
      descend(start, solution, MOST_STEPS, it -> scaled(gathered(terms, spread(scaled(it)))));
    }
    return tables(scaled(solution));
  }

  /**
   * Goes on from zero until the gradient is small.
   *
   * @param product of the normal equations' matrix with a vector
   * @return whether it became small enough
   */
  private static boolean descend(
      double[] start, double[] solution, int steps, UnaryOperator<double[]> product) {
    double[] gradient = start.clone();
    double[] direction = start.clone();
    double slope = square(gradient);
    double enough = slope * ACCURACY * ACCURACY;
    for (int step = 0; step < steps && slope > enough; step++) {
      double[] change = product.apply(direction);
      double length = slope / product(direction, change);
      for (int cell = 0; cell < solution.length; cell++) {
        solution[cell] += length * direction[cell];
        gradient[cell] -= length * change[cell];
      }
      double next = square(gradient);
      for (int cell = 0; cell < solution.length; cell++) {
        direction[cell] = gradient[cell] + next / slope * direction[cell];
      }
      slope = next;
    }
    return slope <= enough;
  }

  private double[] scaled(double[] cells) {
    double[] scaled = new double[cells.length];
    for (int cell = 0; cell < cells.length; cell++) {
      scaled[cell] = cells[cell] * scales[cell];
    }
    return scaled;
  }

  /** For each row the sum of its cells. */
  private double[] spread(double[] cells) {
    double[] sums = new double[rows];
    int from = 0;
    for (Term term : terms) {
      for (int row = 0; row < rows; row++) {
        sums[row] += cells[from + term.cell(row)];
      }
      from += term.cells();
    }
    return sums;
  }

  /** For each cell the sum of its rows; the cells of one term after those of another. */
  private static double[] gathered(List<? extends Term> terms, double[] values) {
    double[] sums = new double[terms.stream().mapToInt(Term::cells).sum()];
    int from = 0;
    for (Term term : terms) {
      for (int row = 0; row < values.length; row++) {
        sums[from + term.cell(row)] += values[row];
      }
      from += term.cells();
    }
    return sums;
  }

  private List<double[]> tables(double[] cells) {
    List<double[]> tables = new ArrayList<>();
    int from = 0;
    for (Term term : terms) {
      tables.add(Arrays.copyOfRange(cells, from, from + term.cells()));
      from += term.cells();
    }
    return tables;
  }

  private static double square(double[] cells) {
    return product(cells, cells);
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int cell = 0; cell < one.length; cell++) {
      sum += one[cell] * other[cell];
    }
    return sum;
  }
}
