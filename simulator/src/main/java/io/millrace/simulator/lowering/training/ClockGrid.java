package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.RememberedCosts;
import java.util.ArrayList;
import java.util.List;

/**
 * A few clocks between those of a device that is idle and of one that never is. Arithmetic takes
 * the inverse of the clock, a kernel the longer of arithmetic and memory: what passes take is
 * piecewise linear in that inverse, and convex, so between two clocks a straight line is at most a
 * little too slow.
 */
final class ClockGrid {
  private static final int CLOCKS = 3;

  private final List<CostModel> costs = new ArrayList<>();
  private final double slowest;

  ClockGrid(CostModel cool) {
    double lowest =
        Math.min(cool.clock(1, 0, 0), Math.min(cool.clock(0, 1, 0), cool.clock(0, 0, 1)));
    this.slowest = 1 / lowest;
    costs.add(new RememberedCosts(cool));
    for (int i = 1; slowest > 1 && i < CLOCKS; i++) {
      CostModel slower = cool.at(1 / (1 + (slowest - 1) * i / (CLOCKS - 1)));
      costs.add(new RememberedCosts(slower));
    }
  }

  /** Costs at each clock, remembered, the fastest first. */
  List<CostModel> costs() {
    return costs;
  }

  /** Whether the clock depends on the load. */
  boolean varies() {
    return costs.size() > 1;
  }

  /** Where a clock is: its whole part is the clock before it. */
  double position(double clock) {
    double position = (1 / clock - 1) / (slowest - 1) * (costs.size() - 1);
    return Math.clamp(position, 0, costs.size() - 1);
  }
}
