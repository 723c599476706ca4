package io.millrace.scenarios.sweep;

/** Evaluates the points of one context. */
interface PointEvaluator {

  /**
   * Fills the row of a point, which has its inputs; it may add more rows for it.
   *
   * @throws io.millrace.model.input.InvalidInputException if the point is impossible
   */
  void evaluate(Point point, RowTable rows);
}
