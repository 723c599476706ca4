package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What passes take at each clock that a load may leave, as far as the order of a schedule depends
 * on it: {@link PassTimes#rounded} has only so many values. Between two clocks of a grid sums of
 * passes are linear, so their relation to those of forward passes rises or falls all the way, and
 * what it is rounded to changes where it crosses the middle between two steps.
 */
final class OrdersAtClocks {

  private OrdersAtClocks() {}

  /**
   * All that there are.
   *
   * @param sums of forward passes, backward passes and weight gradients, at each clock of the grid
   */
  static List<PassTimes> of(List<PassTimes> sums) {
    List<PassTimes> all = new ArrayList<>();
    add(all, sums.getFirst());
    for (int clock = 0; clock + 1 < sums.size(); clock++) {
      PassTimes one = sums.get(clock);
      PassTimes other = sums.get(clock + 1);
      TreeSet<Double> changes = new TreeSet<>(List.of(0.0, 1.0));
      addChanges(changes, one, other, one.inputGradient(), other.inputGradient());
      addChanges(changes, one, other, one.weightGradient(), other.weightGradient());
      double before = 0;
      for (double change : changes) {
        add(all, between(one, other, (before + change) / 2));
        before = change;
      }
    }
    return all;
  }

  private static void add(List<PassTimes> all, PassTimes times) {
    PassTimes rounded = times.rounded();
    if (!all.contains(rounded)) {
      all.add(rounded);
    }
  }

  private static PassTimes between(PassTimes one, PassTimes other, double share) {
    return new PassTimes(
        one.forward() + share * (other.forward() - one.forward()),
        one.inputGradient() + share * (other.inputGradient() - one.inputGradient()),
        one.weightGradient() + share * (other.weightGradient() - one.weightGradient()));
  }

  /** Adds where between two clocks the relation of some passes to forward passes changes. */
  private static void addChanges(
      TreeSet<Double> changes, PassTimes one, PassTimes other, double first, double second) {
    double from = PassTimes.STEPS * first / one.forward();
    double to = PassTimes.STEPS * second / other.forward();
    double most = Math.max(from, to);
    for (double middle = Math.ceil(Math.min(from, to) - 0.5) + 0.5; middle < most; middle++) {
      double relation = middle / PassTimes.STEPS;
      double slope = second - first - relation * (other.forward() - one.forward());
      double share = (relation * one.forward() - first) / slope;
      if (share > 0 && share < 1) {
        changes.add(share);
      }
    }
  }
}
