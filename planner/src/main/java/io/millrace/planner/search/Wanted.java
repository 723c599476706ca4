package io.millrace.planner.search;

import io.millrace.simulator.lowering.training.PlanFigures;

/** What a search within some degrees still wants. */
interface Wanted {

  /**
   * Whether no plan that takes at least so many seconds, joules and bytes is wanted; zero where
   * nothing is known.
   */
  boolean rejects(double leastSeconds, double leastJoules, double leastBytes);

  /** Whether plans are compared by energy, so that it is worth to know how much they take. */
  boolean countsEnergy();

  /**
   * Seconds above which no plan is wanted, however little it needs of anything else; infinite where
   * there is no such limit.
   */
  double atMostSeconds();

  /** Whether a plan need not be looked at if one fits that is the same but for less to do. */
  boolean ignoresThriftier();

  /** Takes note of a plan that fits. */
  void offer(int layer, int pipelining, int replica, PlanFigures figures);
}
