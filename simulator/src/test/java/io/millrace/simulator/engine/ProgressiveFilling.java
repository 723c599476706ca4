package io.millrace.simulator.engine;

import java.util.Arrays;
import java.util.List;

/**
 * The textbook solution, for comparison: raise one level from zero, stop whoever meets a limit or a
 * full resource, repeat. Quadratic, and written without a thought for speed.
 */
final class ProgressiveFilling {

  private ProgressiveFilling() {}

  /** The level of each activity, given by its profile. */
  static double[] levels(DemandProfiles profiles, List<Integer> activities) {
    double[] level = new double[activities.size()];
    Arrays.fill(level, Double.NaN);
    for (int stopped = 0; stopped < level.length; ) {
      double next = nextStop(profiles, activities, level);
      boolean[] full = new boolean[profiles.capacity.length];
      for (int c = 0; c < full.length; c++) {
        full[c] = saturation(profiles, activities, level, c) <= next * (1 + 1e-12);
      }
      for (int i = 0; i < level.length; i++) {
        int profile = activities.get(i);
        boolean stops = profiles.ownLevel(profile) <= next * (1 + 1e-12);
        for (int e = profiles.first[profile]; e < profiles.first[profile + 1]; e++) {
          stops |= full[profiles.resource[e]];
        }
        if (Double.isNaN(level[i]) && stops) {
          level[i] = Math.min(next, profiles.ownLevel(profile));
          stopped++;
        }
      }
    }
    return level;
  }

  private static double nextStop(
      DemandProfiles profiles, List<Integer> activities, double[] level) {
    double next = Double.POSITIVE_INFINITY;
    for (int c = 0; c < profiles.capacity.length; c++) {
      next = Math.min(next, saturation(profiles, activities, level, c));
    }
    for (int i = 0; i < level.length; i++) {
      if (Double.isNaN(level[i])) {
        next = Math.min(next, profiles.ownLevel(activities.get(i)));
      }
    }
    return next;
  }

  private static double saturation(
      DemandProfiles profiles, List<Integer> activities, double[] level, int resource) {
    double spare = profiles.capacity[resource];
    double pull = 0;
    for (int i = 0; i < level.length; i++) {
      int profile = activities.get(i);
      for (int e = profiles.first[profile]; e < profiles.first[profile + 1]; e++) {
        if (profiles.resource[e] == resource) {
          double asked = profiles.demand[e] * profiles.weight[profile];
          if (Double.isNaN(level[i])) {
            pull += asked;
          } else {
            spare -= asked * level[i];
          }
        }
      }
    }
    return pull == 0 ? Double.POSITIVE_INFINITY : Math.max(0, spare / pull);
  }
}
