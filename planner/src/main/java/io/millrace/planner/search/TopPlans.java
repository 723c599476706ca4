package io.millrace.planner.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The best plans so far, each with other degrees, another number of devices or precision. */
final class TopPlans {
  /**
   * How much worse than the best a plan may be by formulas and still turn out to be the best when
   * both are simulated: formulas differ from simulations by less than this for 95 % of the plans
   * that ship, by a tenth of it for half of them ({@code EstimatedLibraryTest}). A search takes the
   * longer the further from the best the plans are that it looks for.
   */
  static final double NEAR = 0.005;

  private final int most;
  private final double known;
  private final double near;
  private final List<Found> plans = new ArrayList<>();

  /**
   * None yet.
   *
   * @param most how many to keep
   * @param known what a plan has to reach to matter, because another is known that does; infinite
   *     if none is
   * @param near how much worse than the best the others are that are sought; {@link #NEAR} of it,
   *     or infinitely
   */
  TopPlans(int most, double known, double near) {
    this.most = most;
    this.known = known;
    this.near = near;
  }

  /**
   * What a plan has to reach to be looked for. Plans that are further from the best than formulas
   * are from simulations are listed if they were met, not sought.
   */
  double threshold() {
    if (plans.isEmpty()) {
      return known;
    }
    double limit = Math.min(known, (1 + near) * plans.getFirst().value());
    return plans.size() < most ? limit : Math.min(limit, plans.getLast().value());
  }

  /** Takes a plan, unless there is a better one with the same degrees. */
  void add(Found plan) {
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i).place().mesh() == plan.place().mesh()) {
        if (plans.get(i).compareTo(plan) <= 0) {
          return;
        }
        plans.remove(i);
      }
    }
    int at = Collections.binarySearch(plans, plan);
    plans.add(at < 0 ? -at - 1 : at, plan);
    if (plans.size() > most) {
      plans.removeLast();
    }
  }

  List<Found> plans() {
    return List.copyOf(plans);
  }
}
