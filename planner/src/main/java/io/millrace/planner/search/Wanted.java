package io.millrace.planner.search;

import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.List;

/** What a search within some degrees still wants, and what it has found of it. */
interface Wanted {

  /** Whether no plan that takes at least so many seconds and bytes is wanted. */
  boolean rejects(double leastSeconds, double leastBytes);

  /** Whether a plan need not be looked at if one fits that is the same but for less to do. */
  boolean ignoresThriftier();

  /** Whether plans that need more memory than there is are of interest too. */
  boolean acceptsTooLarge();

  /** Takes note of a plan. */
  void offer(int layer, int pipelining, int replica, PlanFigures figures);

  /** What is wanted of what was offered. */
  List<Found> found();
}
