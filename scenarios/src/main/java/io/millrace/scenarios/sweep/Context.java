package io.millrace.scenarios.sweep;

/** What points have in common that differ in their plan alone. Serves one thread. */
interface Context {

  /** What formulas say of a point. */
  PointEvaluator costs();

  /** What the sweep asks of a point. */
  PointEvaluator answers();
}
