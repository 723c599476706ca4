package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Weighted max-min fair sharing, kept up to date while activities come and go: takes note of who
 * and what has changed, and has {@link WaterFilling} find the new rates from there.
 */
final class FairShare {

  private DemandProfiles profiles = DemandProfiles.NONE;
  private final Incidence incidence = new Incidence();
  private final Levels levels = new Levels(incidence);
  private final WaterFilling filling = new WaterFilling(incidence, levels);

  private int freshCount;
  private int[] fresh = new int[16];
  private int staleCount;
  private int[] stale = new int[0];
  private boolean[] isStale = new boolean[0];

  /** Forgets every activity and prepares for other resources and profiles. */
  void reset(DemandProfiles profiles) {
    this.profiles = profiles;
    incidence.reset(profiles);
    levels.reset(profiles);
    filling.reset(profiles);
    int resources = profiles.capacity.length;
    if (stale.length < resources) {
      stale = new int[resources];
      isStale = new boolean[resources];
    }
    Arrays.fill(isStale, false);
    staleCount = 0;
    freshCount = 0;
  }

  /** Adds an activity and returns its slot; its rate is known after the next {@link #solve}. */
  int add(int profile) {
    int slot = incidence.add(profile);
    levels.admit(slot);
    if (freshCount == fresh.length) {
      fresh = Arrays.copyOf(fresh, 2 * freshCount);
    }
    fresh[freshCount++] = slot;
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      markStale(profiles.resource[entry]);
    }
    return slot;
  }

  /** Removes an activity that has been through a {@link #solve}. */
  void remove(int slot) {
    incidence.remove(slot);
    int profile = incidence.profileOf[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      // What held nobody back holds nobody back with more to give either.
      if (filling.holdsBack(profiles.resource[entry])) {
        markStale(profiles.resource[entry]);
      }
    }
  }

  /** Whether activities have come or gone, so that rates may have to change. */
  boolean needsSolving() {
    return staleCount > 0 || freshCount > 0;
  }

  /** Finds the rates after all changes since the last call. */
  void solve() {
    levels.forgetChanges();
    filling.begin();
    for (int i = 0; i < freshCount; i++) {
      if (incidence.alone(fresh[i])) {
        holdAlone(fresh[i]);
      } else {
        filling.start(fresh[i]);
      }
    }
    freshCount = 0;
    for (int i = 0; i < staleCount; i++) {
      if (isStale[stale[i]]) {
        isStale[stale[i]] = false;
        refresh(stale[i]);
      }
    }
    staleCount = 0;
    filling.rise();
  }

  private void refresh(int resource) {
    int size = incidence.size[resource];
    if (size == 0) {
      filling.setFullLevel(resource, Double.POSITIVE_INFINITY);
      return;
    }
    int slot = incidence.slotOf[incidence.members[resource][0]];
    if (size == 1 && incidence.alone(slot)) {
      holdAlone(slot);
    } else {
      filling.open(resource);
    }
  }

  /** The short way for an activity that meets no other, by far the most frequent case. */
  private void holdAlone(int slot) {
    int profile = incidence.profileOf[slot];
    double level = profiles.levelAlone[profile];
    int holder = profiles.holderAlone[profile];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      filling.setFullLevel(resource, resource == holder ? level : Double.POSITIVE_INFINITY);
      isStale[resource] = false;
    }
    levels.hold(slot, level, holder);
  }

  /** How many activities the last {@link #solve} gave another rate, new ones included. */
  int changedCount() {
    return levels.changedCount();
  }

  /** The slot of one of them. */
  int changed(int index) {
    return levels.changed(index);
  }

  /** Progress per second of an activity. */
  double rate(int slot) {
    return levels.rate(slot);
  }

  private void markStale(int resource) {
    if (!isStale[resource]) {
      isStale[resource] = true;
      stale[staleCount++] = resource;
    }
  }
}
