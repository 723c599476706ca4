package io.millrace.planner.posttraining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sizes of all pools' meshes, by their bounds: the least first. Calls of pools whose sizes add up
 * to more than the cluster share a device wherever they lie; and all calls together need their
 * devices times their seconds.
 */
final class SizeVectors {
  /** So many are kept at a time; the next are found by another pass. */
  private static final int BATCH = 50_000;

  private static final int BITS = 8;

  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final LeastTimes leastTimes;
  private final int[] size;
  private final double[] least;
  private final int[] sharing;
  private final int[] callsOf;
  private final int[] poolOf;
  private PriorityQueue<Bounded> nearest = new PriorityQueue<>();
  private Bounded last = new Bounded(-1, -1);
  private final SearchLimit work;
  private double limit;

  /**
   * One of them.
   *
   * @param bound of all assignments with these sizes
   * @param packed the sizes' numbers, eight bits for each pool
   */
  record Bounded(double bound, long packed) implements Comparable<Bounded> {

    int size(int pool) {
      return (int) (packed >> BITS * pool) & ((1 << BITS) - 1);
    }

    @Override
    public int compareTo(Bounded other) {
      int byBound = Double.compare(bound, other.bound);
      return byBound != 0 ? byBound : Long.compare(packed, other.packed);
    }
  }

  SizeVectors(
      PlacementSpace space, AssignmentCosts costs, LeastTimes leastTimes, SearchLimit work) {
    this.work = work;
    if (space.sizes().size() >= 1 << BITS || space.pools() * BITS >= Long.SIZE) {
      throw new IllegalArgumentException(
          "%d pools of %d sizes are too many".formatted(space.pools(), space.sizes().size()));
    }
    this.space = space;
    this.costs = costs;
    this.leastTimes = leastTimes;
    this.size = new int[space.pools()];
    int calls = space.scenario().workload().dataflow().calls().size();
    this.least = new double[calls];
    this.sharing = new int[calls];
    this.callsOf = new int[space.pools()];
    this.poolOf = new int[calls];
    for (Layout.Calls group : space.groups()) {
      for (int call : group.calls()) {
        callsOf[group.pool()] |= 1 << call;
        poolOf[call] = group.pool();
      }
    }
  }

  /**
   * The next ones, with bounds below a limit.
   *
   * @return the least first; empty if none is left
   */
  List<Bounded> next(double below) {
    limit = below;
    nearest = new PriorityQueue<>(Comparator.reverseOrder());
    forget();
    descend(0, 0);
    List<Bounded> found = new ArrayList<>(nearest);
    found.sort(Comparator.naturalOrder());
    if (!found.isEmpty()) {
      last = found.getLast();
    }
    return found;
  }

  /** A bound of all of them. */
  double least() {
    forget();
    return bound(0);
  }

  /** Places no pool. */
  private void forget() {
    for (int call = 0; call < least.length; call++) {
      least[call] = leastTimes.any(call);
      sharing[call] = 1 << call;
    }
    for (int pool : callsOf) {
      for (int left = pool; left != 0; left &= left - 1) {
        sharing[Integer.numberOfTrailingZeros(left)] |= pool;
      }
    }
  }

  private void descend(int pool, long packed) {
    double bound = bound(pool);
    if (work.count()
        || bound >= limit * (1 - BestOptions.ROUNDING)
        || (nearest.size() >= BATCH && bound > nearest.element().bound())) {
      return;
    }
    if (isTooLarge(pool)) {
      return;
    }
    if (pool == space.pools()) {
      Bounded found = new Bounded(bound, packed);
      if (found.compareTo(last) > 0) {
        nearest.add(found);
        if (nearest.size() > BATCH) {
          nearest.remove();
        }
      }
      return;
    }
    int[] before = sharing.clone();
    for (int choice = 0; choice < space.sizes().size(); choice++) {
      if (space.isPossible(pool, choice)) {
        size[pool] = choice;
        for (int left = callsOf[pool]; left != 0; left &= left - 1) {
          int call = Integer.numberOfTrailingZeros(left);
          least[call] = leastTimes.of(call, choice);
        }
        share(pool);
        joinTrainers(pool);
        descend(pool + 1, packed | (long) choice << BITS * pool);
        System.arraycopy(before, 0, sharing, 0, sharing.length);
      }
    }
    for (int call = 0; call < least.length; call++) {
      if ((callsOf[pool] >> call & 1) == 1) {
        least[call] = leastTimes.any(call);
      } else if (leastTimes.trainerPool(call) == pool && poolOf[call] < pool) {
        least[call] = leastTimes.of(call, size[poolOf[call]]);
      }
    }
  }

  /** Calls that must be on some of their trainer's devices, now that both have a size. */
  private void joinTrainers(int pool) {
    int all = space.scenario().cluster().devices();
    for (int call = 0; call < least.length; call++) {
      int trainer = leastTimes.trainerPool(call);
      if (trainer >= 0 && Math.max(trainer, poolOf[call]) == pool) {
        int both = space.sizes().get(size[trainer]) + space.sizes().get(size[poolOf[call]]);
        least[call] =
            trainer == poolOf[call] || both > all
                ? leastTimes.besideTrainer(call, size[poolOf[call]], size[trainer])
                : leastTimes.of(call, size[poolOf[call]]);
      }
    }
  }

  /** Whether pools that have to be apart need more devices than there are. */
  private boolean isTooLarge(int placed) {
    int all = space.scenario().cluster().devices();
    if (space.layout().disjoint()) {
      return devices(placed) > all;
    }
    for (int other = 0; other < placed - 1; other++) {
      if (space.areApart(placed - 1, other)
          && space.sizes().get(size[placed - 1]) + space.sizes().get(size[other]) > all) {
        return true;
      }
    }
    return false;
  }

  private int devices(int placed) {
    int devices = 0;
    for (int pool = 0; pool < placed; pool++) {
      devices += space.sizes().get(size[pool]);
    }
    return devices;
  }

  /** Marks what must share a device with a pool. */
  private void share(int pool) {
    int all = space.scenario().cluster().devices();
    for (int other = 0; other < pool; other++) {
      if (space.sizes().get(size[pool]) + space.sizes().get(size[other]) > all) {
        for (int left = callsOf[pool]; left != 0; left &= left - 1) {
          sharing[Integer.numberOfTrailingZeros(left)] |= callsOf[other];
        }
        for (int left = callsOf[other]; left != 0; left &= left - 1) {
          sharing[Integer.numberOfTrailingZeros(left)] |= callsOf[pool];
        }
      }
    }
  }

  private double bound(int placed) {
    double work = 0;
    for (int pool = 0; pool < space.pools(); pool++) {
      for (int left = callsOf[pool]; left != 0; left &= left - 1) {
        int call = Integer.numberOfTrailingZeros(left);
        work +=
            pool < placed ? least[call] * space.sizes().get(size[pool]) : leastTimes.anyWork(call);
      }
    }
    return Math.max(work / space.scenario().cluster().devices(), costs.bound(least, sharing));
  }
}
