package io.millrace.scenarios.sweep;

/** Costs plans by formulas. */
final class CostedPoints implements PointEvaluator {
  private final CostedPlans plans;
  private final Points points;
  private final OutcomeColumns output;

  CostedPoints(CostedPlans plans, Points points, OutcomeColumns output) {
    this.plans = plans;
    this.points = points;
    this.output = output;
  }

  @Override
  public void evaluate(Point point, RowTable rows) {
    output.write(rows, plans.of(point, points.plan(point.number())), Evaluation.COST);
  }
}
