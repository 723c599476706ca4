package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Least squares by sums of tables: each term has a number for each of its cells, and a row is the
 * sum of the numbers of the cells it lies in. Where cells are empty or terms say the same, many
 * sums fit equally well; of those it is the one whose terms vary least over the rows.
 *
 * <p>Conjugate gradients on the normal equations (Hestenes and Stiefel 1952; the form called CGLS
 * by Björck 1996, "Numerical Methods for Least Squares Problems", section 7.4), with each cell
 * scaled by the root of its rows. Started at zero they stay in the row space, which gives that
 * solution, and on a full grid one step is exact.
 */
final class AdditiveFit {
  /** Of the gradient, by which it has to shrink. */
  private static final double ACCURACY = 1e-12;

  private static final int MOST_STEPS = 1000;

  private final List<Term> terms;
  private final int rows;
  private final List<double[]> scales = new ArrayList<>();

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
    for (Term term : terms) {
      double[] scale = new double[term.cells()];
      for (int row = 0; row < rows; row++) {
        scale[term.cell(row)]++;
      }
      for (int cell = 0; cell < scale.length; cell++) {
        scale[cell] = scale[cell] == 0 ? 0 : 1 / Math.sqrt(scale[cell]);
      }
      scales.add(scale);
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
    double[] rest = values.clone();
    List<double[]> solution = new ArrayList<>();
    terms.forEach(it -> solution.add(new double[it.cells()]));
    List<double[]> gradient = gathered(rest);
    List<double[]> direction = new ArrayList<>();
    gradient.forEach(it -> direction.add(it.clone()));
    double slope = square(gradient);
    double enough = slope * ACCURACY * ACCURACY;
    for (int step = 0; step < MOST_STEPS && slope > enough; step++) {
      double[] change = spread(direction);
      double length = slope / square(List.of(change));
      for (int row = 0; row < rest.length; row++) {
        rest[row] -= length * change[row];
      }
      add(solution, length, direction);
      gradient = gathered(rest);
      double next = square(gradient);
      for (double[] table : direction) {
        scale(table, next / slope);
      }
      add(direction, 1, gradient);
      slope = next;
    }
    for (int i = 0; i < solution.size(); i++) {
      for (int cell = 0; cell < solution.get(i).length; cell++) {
        solution.get(i)[cell] *= scales.get(i)[cell];
      }
    }
    return solution;
  }

  /** For each row the sum of its cells. */
  private double[] spread(List<double[]> tables) {
    double[] sums = new double[rows];
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      double[] table = tables.get(i);
      double[] scale = scales.get(i);
      for (int row = 0; row < rows; row++) {
        int cell = term.cell(row);
        sums[row] += table[cell] * scale[cell];
      }
    }
    return sums;
  }

  /** For each cell the sum of its rows. */
  private List<double[]> gathered(double[] values) {
    List<double[]> tables = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      double[] table = new double[term.cells()];
      for (int row = 0; row < rows; row++) {
        table[term.cell(row)] += values[row];
      }
      for (int cell = 0; cell < table.length; cell++) {
        table[cell] *= scales.get(i)[cell];
      }
      tables.add(table);
    }
    return tables;
  }

  private static double square(List<double[]> tables) {
    double sum = 0;
    for (double[] table : tables) {
      for (double value : table) {
        sum += value * value;
      }
    }
    return sum;
  }

  private static void add(List<double[]> to, double factor, List<double[]> tables) {
    for (int i = 0; i < to.size(); i++) {
      for (int cell = 0; cell < to.get(i).length; cell++) {
        to.get(i)[cell] += factor * tables.get(i)[cell];
      }
    }
  }

  private static void scale(double[] table, double factor) {
    for (int cell = 0; cell < table.length; cell++) {
      table[cell] *= factor;
    }
  }
}
