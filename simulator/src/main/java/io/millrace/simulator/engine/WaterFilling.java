package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Finds max-min levels from those before a change, at the cost of what the change moves.
 *
 * <p>The textbook algorithm raises one common <em>water level</em> from zero; an activity stops
 * rising when it meets its own limit or when one of its resources is full. Here the water rises
 * over the changed resources only, everybody else being known to stop where they stopped before,
 * and another resource joins in (is <em>opened</em>) when somebody on it turns out to move:
 *
 * <ul>
 *   <li>somebody stops <em>below</em> their former level: what else they draw on has room again, so
 *       those of their resources that hold anybody back are opened;
 *   <li>the water <em>passes</em> the former level of an open resource, so those it held back rise
 *       beyond it: all their resources are opened.
 * </ul>
 *
 * In both cases the former level of the resource opened is not below the water, for nobody is
 * higher than any of their resources. Hence one sweep from low to high suffices, no resource is
 * opened twice, and each activity met stops once.
 *
 * <p>An open resource is full at {@code spare / pull}: the capacity left by those who have stopped,
 * over what those who rise ask for at level one. That quotient only grows while others stop, so a
 * resource waits in the heap at a lower bound and is looked at again when it comes up.
 */
final class WaterFilling {

  private static final int OWN_LIMIT = DemandProfiles.OWN_LIMIT;

  /** Who stopped only this little below the water is met once more: it may be rounding. */
  private static final double SHORE = 1 - 10 * Levels.ROUNDING;

  /** A sum from which nearly all was subtracted again is added up afresh. */
  private static final double CANCELLED = 0x1p-10;

  private final Incidence incidence;
  private final Levels levels;
  private final LevelHeap heap = new LevelHeap();
  private DemandProfiles profiles = DemandProfiles.NONE;
  private int sweep;
  private double water;

  // Of each resource: the level at which it is full, infinite if it holds nobody back; the sweeps
  // in which it was last opened, passed by the water and settled; and while it is open what those
  // who stopped leave over, what those who rise ask for, now and when last added up, and how many
  // they are.
  private double[] fullLevel = new double[0];
  private int[] openedIn = new int[0];
  private int[] passedIn = new int[0];
  private int[] settledIn = new int[0];
  private double[] spare = new double[0];
  private double[] pull = new double[0];
  private double[] addedPull = new double[0];
  private int[] rising = new int[0];

  // Of each activity: the sweeps in which the water last met it and in which it stopped.
  private int[] metIn = new int[0];
  private int[] stoppedIn = new int[0];

  WaterFilling(Incidence incidence, Levels levels) {
    this.incidence = incidence;
    this.levels = levels;
  }

  void reset(DemandProfiles profiles) {
    this.profiles = profiles;
    int resources = profiles.capacity.length;
    if (fullLevel.length < resources) {
      fullLevel = new double[resources];
      openedIn = new int[resources];
      passedIn = new int[resources];
      settledIn = new int[resources];
      spare = new double[resources];
      pull = new double[resources];
      addedPull = new double[resources];
      rising = new int[resources];
    }
    Arrays.fill(fullLevel, Double.POSITIVE_INFINITY);
  }

  /** Whether the resource is full and so holds somebody back. */
  boolean holdsBack(int resource) {
    return fullLevel[resource] != Double.POSITIVE_INFINITY;
  }

  /** Notes at which level a resource is full that no sweep needs to find out. */
  void setFullLevel(int resource, double full) {
    fullLevel[resource] = full;
  }

  /** Begins a sweep; what changed is named next, first fresh activities and then resources. */
  void begin() {
    if (metIn.length < incidence.slotCapacity()) {
      metIn = Arrays.copyOf(metIn, incidence.slotCapacity());
      stoppedIn = Arrays.copyOf(stoppedIn, incidence.slotCapacity());
    }
    if (sweep == Integer.MAX_VALUE) {
      forgetSweeps();
    }
    sweep++;
    water = 0;
  }

  private void forgetSweeps() {
    for (int[] sweeps : new int[][] {openedIn, passedIn, settledIn, metIn, stoppedIn}) {
      Arrays.fill(sweeps, 0);
    }
    sweep = 0;
  }

  /** Lets a fresh activity rise. */
  void start(int slot) {
    metIn[slot] = sweep;
    awaitOwnLimit(slot);
  }

  /** Lets the water rise until everybody it meets has stopped. */
  void rise() {
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

  /** Lets the water into a resource, which must not be open already. */
  void open(int resource) {
    openedIn[resource] = sweep;
    addUp(resource);
    heap.push(Math.min(fullLevel[resource], fullAt(resource)), resource);
  }

  /**
   * Sums up what those who have stopped leave over and those who rise ask for. Who has not stopped
   * below the water may rise; the water meets them here if it has not met them elsewhere.
   */
  private void addUp(int resource) {
    double left = profiles.capacity[resource];
    double asked = 0;
    int count = 0;
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int element = members[i];
      int slot = incidence.slotOf[element];
      if (metIn[slot] != sweep && levels.level[slot] >= SHORE * water) {
        meet(slot);
      }
      if (rises(slot)) {
        asked += incidence.pull[element];
        count++;
      } else {
        left -= incidence.pull[element] * levels.level[slot];
      }
    }
    spare[resource] = left;
    pull[resource] = asked;
    addedPull[resource] = asked;
    rising[resource] = count;
  }

  /** Notes where the activity will stop again unless what holds it there is opened. */
  private void meet(int slot) {
    metIn[slot] = sweep;
    if (levels.holder[slot] == OWN_LIMIT) {
      awaitOwnLimit(slot);
    } else if (openedIn[levels.holder[slot]] != sweep) {
      heap.push(levels.level[slot], ~slot);
    }
  }

  private void awaitOwnLimit(int slot) {
    int profile = incidence.profileOf[slot];
    double own = profiles.ownLevel(profile);
    if (own != Double.POSITIVE_INFINITY || profiles.length(profile) == 0) {
      heap.push(own, ~slot);
    }
  }

  private boolean rises(int slot) {
    return metIn[slot] == sweep && stoppedIn[slot] != sweep;
  }

  /** The level at which an open resource is full if nobody on it stops before. */
  private double fullAt(int resource) {
    if (rising[resource] == 0) {
      return water;
    }
    if (pull[resource] < CANCELLED * addedPull[resource]) {
      addUp(resource);
    }
    double full = Math.max(water, spare[resource] / pull[resource]);
    return Levels.same(full, fullLevel[resource]) ? fullLevel[resource] : full;
  }

  private void reachResource(int resource, double reached) {
    if (rising[resource] == 0) {
      settle(resource, Double.POSITIVE_INFINITY);
      return;
    }
    double full = fullAt(resource);
    boolean passed = passedIn[resource] == sweep;
    double next = passed ? full : Math.min(full, fullLevel[resource]);
    if (next > reached) {
      heap.push(next, resource);
    } else if (next < full) {
      pass(resource);
      heap.push(full, resource);
    } else {
      settle(resource, full);
      stopAll(resource);
    }
  }

  private void settle(int resource, double full) {
    settledIn[resource] = sweep;
    fullLevel[resource] = full;
  }

  /** The water passes the resource's former level: those it held back go on rising. */
  private void pass(int resource) {
    passedIn[resource] = sweep;
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int slot = incidence.slotOf[members[i]];
      if (levels.holder[slot] == resource && rises(slot)) {
        levels.holder[slot] = OWN_LIMIT;
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

  private void stopAll(int resource) {
    int[] members = incidence.members[resource];
    for (int i = 0; i < incidence.size[resource]; i++) {
      int slot = incidence.slotOf[members[i]];
      if (rises(slot)) {
        stop(slot, fullLevel[resource], resource);
      }
    }
  }

  /** The water comes to where the activity stopped before, or to its own limit. */
  private void reachActivity(int slot, double reached) {
    if (stoppedIn[slot] == sweep) {
      return;
    }
    if (levels.holder[slot] != OWN_LIMIT) {
      // If what held it is open it will stop with that, and somewhere else.
      if (openedIn[levels.holder[slot]] != sweep) {
        stop(slot, levels.level[slot], levels.holder[slot]);
      }
      return;
    }
    double own = profiles.ownLevel(incidence.profileOf[slot]);
    // What waits below its limit waits since before it rose, and means nothing any more.
    if (reached >= own) {
      stop(slot, own, OWN_LIMIT);
    }
  }

  /** The activity stops and leaves what it does not ask for to the others on its resources. */
  private void stop(int slot, double at, int by) {
    stoppedIn[slot] = sweep;
    boolean moved = levels.hold(slot, at, by);
    double stopped = levels.level[slot];
    int profile = incidence.profileOf[slot];
    int element = incidence.firstElement[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      if (openedIn[resource] != sweep) {
        if (moved && holdsBack(resource)) {
          open(resource);
        }
      } else if (settledIn[resource] != sweep) {
        spare[resource] -= incidence.pull[element] * stopped;
        pull[resource] -= incidence.pull[element];
        rising[resource]--;
      }
      element++;
    }
  }
}
