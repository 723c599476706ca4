package io.millrace.scenarios.query;

/**
 * What is wanted of a column.
 *
 * @param column of numbers
 * @param largest whether more is better
 */
public record Objective(String column, boolean largest) {

  /** Less is better. */
  public static Objective least(String column) {
    return new Objective(column, false);
  }

  /** More is better. */
  public static Objective most(String column) {
    return new Objective(column, true);
  }

  /** The option that asks for it. */
  String option() {
    return largest ? "--max" : "--min";
  }

  /** Figures so that less is better. */
  double[] costs(double[] figures) {
    double[] costs = figures.clone();
    if (largest) {
      for (int i = 0; i < costs.length; i++) {
        costs[i] = 0.0 - costs[i];
      }
    }
    return costs;
  }
}
