package io.millrace.planner.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The best plans so far, each with other degrees, another number of devices or precision. */
final class TopPlans {
  private final int most;
  private final List<Found> plans = new ArrayList<>();

  TopPlans(int most) {
    this.most = most;
  }

  /** What a plan has to reach to be among them. */
  double threshold() {
    return plans.size() < most ? Double.POSITIVE_INFINITY : plans.getLast().value();
  }

  /** Takes the best plan with some degrees; it must be the only one with these. */
  void add(Found plan) {
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
