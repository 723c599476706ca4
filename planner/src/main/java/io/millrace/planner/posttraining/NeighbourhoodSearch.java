package io.millrace.planner.posttraining;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds good assignments for clusters that are too large for a proof: one pool after the other is
 * taken out and put back where it is best, with its best options, until none can be moved; then one
 * or two pools are moved at random and it begins again. A worse result is kept with a chance that
 * falls with how much worse it is and, over time, to nothing (simulated annealing, Kirkpatrick et
 * al., Science 220, 1983, over large neighbourhoods as in Shaw, CP 1998).
 *
 * <p>The same seed gives the same result whatever else runs, if it ends by its steps.
 */
final class NeighbourhoodSearch {
  /** Relative loss that is accepted with a chance of 1/e at the start... */
  private static final double WARM = 0.05;

  /** ... and at the end. */
  private static final double COLD = 0.001;

  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final BestOptions options;
  private final SplittableRandom random;
  private final SearchLimit limit;
  private final List<List<Integer>> groupsOf = new ArrayList<>();
  private Assignment best;
  private double bestSeconds;

  NeighbourhoodSearch(
      PlacementSpace space, AssignmentCosts costs, Assignment start, long seed, SearchLimit limit) {
    this.space = space;
    this.costs = costs;
    this.options = new BestOptions(space, costs, new LeastTimes(space, costs), limit);
    this.random = new SplittableRandom(seed);
    this.limit = limit;
    for (int pool = 0; pool < space.pools(); pool++) {
      groupsOf.add(space.groupsOf(pool));
    }
    this.best = start.copy();
    this.bestSeconds = costs.of(start);
  }

  Assignment best() {
    return best;
  }

  double seconds() {
    return bestSeconds;
  }

  long evaluated() {
    return costs.evaluated();
  }

  /** Takes so many steps, or fewer if it is stopped. */
  void run(int steps) {
    Assignment current = best.copy();
    double seconds = settle(current, bestSeconds);
    keep(current, seconds);
    Assignment next = current.copy();
    for (int step = 0; step < steps && !limit.isReached(); step++) {
      next.set(current);
      double moved = settle(next, shake(next));
      keep(next, moved);
      double temperature = WARM * Math.pow(COLD / WARM, (double) step / steps);
      boolean accepted =
          moved <= seconds
              || random.nextDouble() < Math.exp((seconds - moved) / seconds / temperature);
      if (accepted) {
        current.set(next);
        seconds = moved;
      }
    }
  }

  private void keep(Assignment found, double seconds) {
    if (seconds < bestSeconds) {
      bestSeconds = seconds;
      best = found.copy();
    }
  }

  /** Moves one or two pools somewhere. */
  private double shake(Assignment assignment) {
    int count = Math.min(space.pools(), 1 + random.nextInt(2));
    for (int i = 0; i < count; i++) {
      int pool = random.nextInt(space.pools());
      int mesh = anywhere(assignment, pool);
      assignment.placePool(pool, mesh);
      for (int group : groupsOf.get(pool)) {
        // the fastest options more often than the others
        int number = space.options(group, space.sizeOf(mesh)).size();
        double share = random.nextDouble();
        assignment.placeGroup(group, (int) (share * share * number));
      }
    }
    return costs.of(assignment);
  }

  /** A mesh that is possible: half of the time that of another pool. */
  private int anywhere(Assignment assignment, int pool) {
    int mesh;
    do {
      mesh =
          random.nextBoolean()
              ? assignment.mesh(random.nextInt(space.pools()))
              : random.nextInt(space.meshes().size());
    } while (!space.isPossible(pool, space.sizeOf(mesh)));
    return mesh;
  }

  /** Puts pools back in the best way until none moves any more. */
  private double settle(Assignment assignment, double from) {
    double seconds = from;
    int unmoved = 0;
    int pool = random.nextInt(space.pools());
    while (unmoved < space.pools() && !limit.isReached()) {
      double better = replace(assignment, pool, seconds);
      unmoved = better < seconds * (1 - BestOptions.ROUNDING) ? 0 : unmoved + 1;
      seconds = better;
      pool = (pool + 1) % space.pools();
    }
    return seconds;
  }

  /** Puts a pool where it is best, all else as it is. */
  private double replace(Assignment assignment, int pool, double from) {
    double seconds = from;
    Assignment trial = assignment.copy();
    for (int mesh = 0; mesh < space.meshes().size(); mesh++) {
      if (space.isPossible(pool, space.sizeOf(mesh))) {
        trial.placePool(pool, mesh);
        double found = options.improve(trial, groupsOf.get(pool), seconds);
        if (found < seconds) {
          seconds = found;
          assignment.set(trial);
        } else {
          trial.set(assignment);
        }
      }
    }
    return seconds;
  }
}
