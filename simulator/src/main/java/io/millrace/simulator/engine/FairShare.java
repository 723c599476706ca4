package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Weighted max-min fair sharing, kept up to date while activities come and go.
 *
 * <p>The textbook algorithm raises one common <em>water level</em> from zero; an activity stops
 * rising when it meets its own limit or when one of its resources is full. Here the water rises over
 * the changed resources only, everybody else being known to stop where they stopped before, and a
 * resource joins in (is <em>opened</em>) when the level of somebody on it turns out to move:
 *
 * <ul>
 *   <li>somebody stops <em>below</em> their former level: their other resources that hold activities
 *       back have room again and are opened;
 *   <li>the water passes the former level of an open resource, so those it held back <em>rise</em>
 *       beyond it: all their other resources are opened.
 * </ul>
 *
 * Both open resources whose former level is not below the water, so one sweep suffices and no
 * resource is opened twice. The result is the max-min vector of everybody, found at the cost of those
 * whose level moves and their neighbours.
 *
 * <p>An open resource saturates at {@code spare / pull}: the capacity left by those who have stopped,
 * over the weighted demand of those who have not. That quotient only grows while others stop, so an
 * entry of the heap is a lower bound and is looked at again when it comes up.
 */
final class FairShare {

  /** Levels closer than this, relatively, differ by rounding only and are not a change. */
  private static final double ROUNDING = 1e-13;

  /** Who stopped only this little below the water is let rise once more: it may be rounding. */
  private static final double SHORE = 1 - 10 * ROUNDING;

  /** A sum from which nearly all was subtracted again is added up afresh. */
  private static final double CANCELLED = 0x1p-10;

  private static final int OWN_LIMIT = DemandProfiles.OWN_LIMIT;
  private static final double NEW = -1;

  private enum Stage {
    /** The water has not come to the level at which the resource saturated before. */
    BELOW,
    /** The water has passed that level. */
    BEYOND,
    /** Its level is found. */
    SETTLED
  }

  private DemandProfiles profiles = DemandProfiles.NONE;
  private final Incidence incidence = new Incidence();
  private final LevelHeap heap = new LevelHeap();
  private int sweep;
  private double water;

  // Of each resource; those of the last group are valid if it was opened in this sweep.
  private double[] saturation = new double[0];
  private boolean[] dirty = new boolean[0];
  private int[] openedIn = new int[0];
  private Stage[] stage = new Stage[0];
  private double[] spare = new double[0];
  private double[] pull = new double[0];
  private double[] addedPull = new double[0];
  private int[] rising = new int[0];

  // Of each activity.
  private double[] level = new double[0];
  private int[] bottleneck = new int[0];
  private int[] metIn = new int[0];
  private int[] settledIn = new int[0];

  private int dirtyCount;
  private int[] dirtyResources = new int[0];
  private int freshCount;
  private int[] fresh = new int[16];
  private int changedCount;
  private int[] changed = new int[16];

  /** Forgets every activity and prepares for other resources and profiles. */
  void reset(DemandProfiles profiles) {
    this.profiles = profiles;
    incidence.reset(profiles);
    int resources = profiles.capacity.length;
    if (saturation.length < resources) {
      saturation = new double[resources];
      dirty = new boolean[resources];
      openedIn = new int[resources];
      stage = new Stage[resources];
      spare = new double[resources];
      pull = new double[resources];
      addedPull = new double[resources];
      rising = new int[resources];
      dirtyResources = new int[resources];
    }
    Arrays.fill(saturation, 0, resources, Double.POSITIVE_INFINITY);
    Arrays.fill(dirty, 0, resources, false);
    dirtyCount = 0;
    freshCount = 0;
    changedCount = 0;
  }

  /** Adds an activity and returns its slot; its rate is known after the next {@link #solve}. */
  int add(int profile) {
    int slot = incidence.add(profile);
    if (slot >= level.length) {
      int capacity = incidence.slotCapacity();
      level = Arrays.copyOf(level, capacity);
      bottleneck = Arrays.copyOf(bottleneck, capacity);
      metIn = Arrays.copyOf(metIn, capacity);
      settledIn = Arrays.copyOf(settledIn, capacity);
    }
    level[slot] = NEW;
    bottleneck[slot] = OWN_LIMIT;
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      markDirty(profiles.resource[entry]);
    }
    if (freshCount == fresh.length) {
      fresh = Arrays.copyOf(fresh, 2 * freshCount);
    }
    fresh[freshCount++] = slot;
    return slot;
  }

  /** Removes an activity that has been through a {@link #solve}. */
  void remove(int slot) {
    incidence.remove(slot);
    int profile = incidence.profileOf[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      // One that holds nobody back holds nobody back with more to give either.
      if (saturation[resource] != Double.POSITIVE_INFINITY) {
        markDirty(resource);
      }
    }
  }

  /** Whether activities have come or gone since the last {@link #solve}. */
  boolean isStale() {
    return dirtyCount > 0 || freshCount > 0;
  }

  /** Finds the rates after all changes since the last call. */
  void solve() {
    sweep++;
    water = 0;
    changedCount = 0;
    for (int i = 0; i < freshCount; i++) {
      int slot = fresh[i];
      if (incidence.alone(slot)) {
        settleAlone(slot);
      } else {
        metIn[slot] = sweep;
        awaitOwnLimit(slot);
      }
    }
    freshCount = 0;
    for (int i = 0; i < dirtyCount; i++) {
      int resource = dirtyResources[i];
      dirty[resource] = false;
      openUnlessSolitary(resource);
    }
    dirtyCount = 0;
    while (!heap.isEmpty()) {
      double reached = heap.leastLevel();
      water = Math.max(water, reached);
      int id = heap.pop();
      if (id >= 0) {
        reachResource(id, reached);
      } else {
        reachActivity(~id, reached);
      }
    }
  }

  /** How many activities the last {@link #solve} gave another rate, new ones included. */
  int changedCount() {
    return changedCount;
  }

  /** The slot of one of them. */
  int changed(int index) {
    return changed[index];
  }

  /** Progress per second of the activity. */
  double rate(int slot) {
    int profile = incidence.profileOf[slot];
    double limit = profiles.limit[profile];
    return bottleneck[slot] == OWN_LIMIT
        ? limit
        : Math.min(limit, level[slot] * profiles.weight[profile]);
  }

  private void markDirty(int resource) {
    if (!dirty[resource]) {
      dirty[resource] = true;
      dirtyResources[dirtyCount++] = resource;
    }
  }

  private void openUnlessSolitary(int resource) {
    if (incidence.size[resource] == 0) {
      saturation[resource] = Double.POSITIVE_INFINITY;
      return;
    }
    if (incidence.size[resource] == 1) {
      int slot = incidence.slotOf[incidence.members[resource][0]];
      if (settledIn[slot] == sweep) {
        return;
      }
      if (metIn[slot] != sweep && incidence.alone(slot)) {
        settleAlone(slot);
        return;
      }
    }
    open(resource);
  }

  /** The short way for an activity that meets no other. */
  private void settleAlone(int slot) {
    int profile = incidence.profileOf[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      saturation[profiles.resource[entry]] = Double.POSITIVE_INFINITY;
    }
    double alone = profiles.levelAlone[profile];
    int holder = profiles.bottleneckAlone[profile];
    if (holder != OWN_LIMIT) {
      saturation[holder] = alone;
    }
    stopAt(slot, alone, holder);
  }

  /** Lets the water in: everybody on the resource who has not stopped below the water may move. */
  private void open(int resource) {
    openedIn[resource] = sweep;
    stage[resource] = Stage.BELOW;
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int slot = incidence.slotOf[members[i]];
      if (metIn[slot] != sweep && level[slot] >= SHORE * water) {
        metIn[slot] = sweep;
        int holder = bottleneck[slot];
        if (holder == OWN_LIMIT) {
          awaitOwnLimit(slot);
        } else if (openedIn[holder] != sweep) {
          heap.push(level[slot], ~slot);
        }
      }
    }
    addUp(resource);
    heap.push(Math.min(saturation[resource], fullAt(resource)), resource);
  }

  /** Sums up what those who have stopped leave over and those who rise ask for. */
  private void addUp(int resource) {
    double left = profiles.capacity[resource];
    double asked = 0;
    int count = 0;
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int element = members[i];
      int slot = incidence.slotOf[element];
      if (rises(slot)) {
        asked += incidence.pull[element];
        count++;
      } else {
        left -= incidence.pull[element] * level[slot];
      }
    }
    spare[resource] = left;
    pull[resource] = asked;
    addedPull[resource] = asked;
    rising[resource] = count;
  }

  /** The level at which an open resource saturates if nobody on it stops before. */
  private double fullAt(int resource) {
    if (rising[resource] == 0) {
      return water;
    }
    if (pull[resource] < CANCELLED * addedPull[resource]) {
      addUp(resource);
    }
    double full = Math.max(water, spare[resource] / pull[resource]);
    return same(full, saturation[resource]) ? saturation[resource] : full;
  }

  private void reachResource(int resource, double reached) {
    if (rising[resource] == 0) {
      stage[resource] = Stage.SETTLED;
      saturation[resource] = Double.POSITIVE_INFINITY;
      return;
    }
    double full = fullAt(resource);
    boolean below = stage[resource] == Stage.BELOW;
    double next = below ? Math.min(full, saturation[resource]) : full;
    if (next > reached) {
      heap.push(next, resource);
    } else if (next < full) {
      stage[resource] = Stage.BEYOND;
      raiseHeld(resource);
      heap.push(full, resource);
    } else {
      saturate(resource, full);
    }
  }

  /** The water passes the resource's former level: those it held back go on rising. */
  private void raiseHeld(int resource) {
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int slot = incidence.slotOf[members[i]];
      if (bottleneck[slot] == resource && rises(slot)) {
        bottleneck[slot] = OWN_LIMIT;
        awaitOwnLimit(slot);
        int profile = incidence.profileOf[slot];
        for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
          if (openedIn[profiles.resource[entry]] != sweep) {
            open(profiles.resource[entry]);
          }
        }
      }
    }
  }

  private void saturate(int resource, double full) {
    stage[resource] = Stage.SETTLED;
    saturation[resource] = full;
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int slot = incidence.slotOf[members[i]];
      if (rises(slot)) {
        settle(slot, full, resource);
      }
    }
  }

  private void awaitOwnLimit(int slot) {
    int profile = incidence.profileOf[slot];
    double own = profiles.ownLevel(profile);
    if (own != Double.POSITIVE_INFINITY || profiles.length(profile) == 0) {
      heap.push(own, ~slot);
    }
  }

  /** The water comes to where the activity stopped before, or to its own limit. */
  private void reachActivity(int slot, double reached) {
    if (settledIn[slot] == sweep) {
      return;
    }
    int holder = bottleneck[slot];
    if (holder == OWN_LIMIT) {
      // An entry from before the activity rose lies below its limit and means nothing any more.
      double own = profiles.ownLevel(incidence.profileOf[slot]);
      if (reached >= own) {
        settle(slot, own, OWN_LIMIT);
      }
    } else if (openedIn[holder] != sweep) {
      settle(slot, level[slot], holder);
    }
  }

  /** The activity stops; what it no longer asks for is left to the others on its resources. */
  private void settle(int slot, double at, int holder) {
    boolean moved = stopAt(slot, at, holder);
    double stopped = level[slot];
    int profile = incidence.profileOf[slot];
    int element = incidence.firstElement[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      if (openedIn[resource] != sweep) {
        if (moved && saturation[resource] != Double.POSITIVE_INFINITY) {
          open(resource);
        }
      } else if (stage[resource] != Stage.SETTLED) {
        spare[resource] -= incidence.pull[element] * stopped;
        pull[resource] -= incidence.pull[element];
        rising[resource]--;
      }
      element++;
    }
  }

  /** Notes where the activity stops and says whether that is another level than before. */
  private boolean stopAt(int slot, double at, int holder) {
    settledIn[slot] = sweep;
    bottleneck[slot] = holder;
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

  /** Whether the water has met the activity and it has not stopped. */
  private boolean rises(int slot) {
    return metIn[slot] == sweep && settledIn[slot] != sweep;
  }

  private static boolean same(double one, double other) {
    return one == other || Math.abs(one - other) <= ROUNDING * Math.min(one, other);
  }
}
