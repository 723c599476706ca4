package io.millrace.planner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plans of which none is at least as good as another in every respect and better in one: time of an
 * iteration, number of devices, room left in memory, energy. Money per token needs no place of its
 * own, as it grows with time and devices.
 */
final class ParetoFront {
  private static final Comparator<Found> ORDER =
      Comparator.comparingInt((Found it) -> it.setting().devices())
          .thenComparingDouble(Found::seconds)
          .thenComparing(Found::place);

  private final List<Found> plans = new ArrayList<>();

  /** A copy of another front. */
  static ParetoFront of(List<Found> plans) {
    ParetoFront front = new ParetoFront();
    front.plans.addAll(plans);
    return front;
  }

  /**
   * Whether some plan is as good in every respect and better in one than anything with so many
   * seconds, devices, joules and no more room.
   *
   * @param joules zero where nothing is known
   */
  boolean covers(double seconds, int devices, double room, double joules) {
    for (int i = 0; i < plans.size(); i++) {
      if (covers(plans.get(i), seconds, devices, room, joules)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(
      Found plan, double seconds, int devices, double room, double joules) {
    double own = known(plan.joules());
    boolean asGood =
        plan.seconds() <= seconds
            && plan.setting().devices() <= devices
            && plan.headroomBytes() >= room
            && own <= joules;
    return asGood
        && (plan.seconds() < seconds
            || plan.setting().devices() < devices
            || plan.headroomBytes() > room
            || own < joules);
  }

  private static double known(double joules) {
    return Double.isNaN(joules) ? 0 : joules;
  }

  /** Takes a plan, and drops those that it covers; of equal ones the simplest stays. */
  void add(Found plan) {
    double joules = known(plan.joules());
    int devices = plan.setting().devices();
    for (Found other : plans) {
      boolean equal =
          other.seconds() == plan.seconds()
              && other.setting().devices() == devices
              && other.headroomBytes() == plan.headroomBytes()
              && known(other.joules()) == joules;
      if (covers(other, plan.seconds(), devices, plan.headroomBytes(), joules)
          || (equal && other.place().compareTo(plan.place()) <= 0)) {
        return;
      }
    }
    plans.removeIf(
        other ->
            !covers(other, plan.seconds(), devices, plan.headroomBytes(), joules)
                && plan.seconds() <= other.seconds()
                && devices <= other.setting().devices()
                && plan.headroomBytes() >= other.headroomBytes()
                && joules <= known(other.joules()));
    plans.add(plan);
  }

  /** Few devices first, of equally many the fastest. */
  List<Found> plans() {
    return plans.stream().sorted(ORDER).toList();
  }
}
