package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * The level each activity has reached, and what holds it there: the resource that is full at this
 * level, or its own limit. Rates follow from levels.
 */
final class Levels {

  private static final double FRESH = -1;

  /** Levels closer than this, relatively, differ by rounding only and are not a change. */
  static final double ROUNDING = 1e-13;

  private DemandProfiles profiles = DemandProfiles.NONE;
  private final Incidence incidence;

  double[] level = new double[0];
  int[] holder = new int[0];

  private int changedCount;
  private int[] changed = new int[16];

  Levels(Incidence incidence) {
    this.incidence = incidence;
  }

  void reset(DemandProfiles profiles) {
    this.profiles = profiles;
    forgetChanges();
  }

  /** Makes room for an activity that has no level yet. */
  void admit(int slot) {
    if (slot >= level.length) {
      level = Arrays.copyOf(level, incidence.slotCapacity());
      holder = Arrays.copyOf(holder, incidence.slotCapacity());
    }
    level[slot] = FRESH;
    holder[slot] = DemandProfiles.OWN_LIMIT;
  }

  /** Notes where an activity is held and says whether that is another level than before. */
  boolean hold(int slot, double at, int by) {
    holder[slot] = by;
    if (same(at, level[slot])) {
      return false;
    }
    level[slot] = at;
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changedCount);
    }
    changed[changedCount++] = slot;
    return true;
  }

  /** How many activities have another level since {@link #forgetChanges}. */
  int changedCount() {
    return changedCount;
  }

  /** The slot of one of them. */
  int changed(int index) {
    return changed[index];
  }

  void forgetChanges() {
    changedCount = 0;
  }

  /** Progress per second of an activity. */
  double rate(int slot) {
    int profile = incidence.profileOf[slot];
    double limit = profiles.limit[profile];
    return holder[slot] == DemandProfiles.OWN_LIMIT
        ? limit
        : Math.min(limit, level[slot] * profiles.weight[profile]);
  }

  static boolean same(double one, double other) {
    return one == other || Math.abs(one - other) <= ROUNDING * Math.min(one, other);
  }
}
