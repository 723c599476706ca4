package io.millrace.planner.posttraining;

import io.millrace.model.plan.DeviceMesh;
import java.util.List;

/**
 * Proves which assignment is the best: sizes of meshes in the order of their bounds, for each of
 * them where the meshes lie, for each of these the best options. When the next sizes' bound reaches
 * what was found, nothing better is left; when the search is stopped before, that bound is how good
 * anything could be.
 *
 * <p>The first pool's mesh lies in the cluster's first half: the mirror image of an assignment,
 * with ranks counted from the other end, costs the same where that image has legal meshes too.
 */
final class ExactSearch {
  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final LeastTimes leastTimes;
  private final BestOptions options;
  private final SizeVectors vectors;
  private final SearchLimit limit;
  private final boolean hasMirrorImages;
  private final List<Integer> allGroups;
  private final Assignment trial;
  private final double[] least;
  private final int[] sharing;
  private Assignment best;
  private double seconds;
  private double bound;

  /**
   * Prepares a search.
   *
   * @param start what is known to be possible
   * @param startSeconds what it takes; infinite if it does not fit
   */
  ExactSearch(
      PlacementSpace space,
      AssignmentCosts costs,
      Assignment start,
      double startSeconds,
      SearchLimit limit) {
    this.space = space;
    this.costs = costs;
    this.leastTimes = new LeastTimes(space, costs);
    this.options = new BestOptions(space, costs, leastTimes, limit);
    this.vectors = new SizeVectors(space, costs, leastTimes, limit);
    this.limit = limit;
    this.hasMirrorImages = LegalMeshes.of(space.scenario().cluster()).isEven();
    this.allGroups = space.allGroups();
    this.trial = start.copy();
    int calls = space.scenario().workload().dataflow().calls().size();
    this.least = new double[calls];
    this.sharing = new int[calls];
    this.best = start.copy();
    this.seconds = startSeconds;
    this.bound = vectors.least();
  }

  /** Searches until all is decided or the sign is raised. */
  void run() {
    while (true) {
      List<SizeVectors.Bounded> next = vectors.next(seconds);
      if (limit.isReached()) {
        return;
      }
      for (SizeVectors.Bounded sizes : next) {
        if (sizes.bound() >= seconds * (1 - BestOptions.ROUNDING)) {
          bound = seconds;
          return;
        }
        bound = sizes.bound();
        place(sizes, 0);
        if (limit.isReached()) {
          return;
        }
      }
      if (next.isEmpty()) {
        bound = seconds;
        return;
      }
    }
  }

  /** The best. */
  Assignment best() {
    return best;
  }

  /** Seconds of the best; infinite where nothing fits. */
  double seconds() {
    return seconds;
  }

  /** What no assignment gets below. */
  double bound() {
    return bound;
  }

  private void place(SizeVectors.Bounded sizes, int pool) {
    if (limit.count()) {
      return;
    }
    if (pool == space.pools()) {
      double found = options.improve(trial, allGroups, seconds);
      if (found < seconds) {
        seconds = found;
        best = trial.copy();
      }
      return;
    }
    for (int mesh = 0; mesh < space.meshes().size(); mesh++) {
      if (space.sizeOf(mesh) == sizes.size(pool) && !(pool == 0 && isMirrored(mesh))) {
        trial.placePool(pool, mesh);
        if (isFree(pool) && bound(sizes, pool + 1) < seconds * (1 - BestOptions.ROUNDING)) {
          place(sizes, pool + 1);
        }
      }
    }
  }

  /** Whether a pool may lie where it does, beside those before it. */
  private boolean isFree(int pool) {
    for (int other = 0; other < pool; other++) {
      if (space.areApart(pool, other)
          && space.mesh(trial.mesh(pool)).overlaps(space.mesh(trial.mesh(other)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the plan's mirror image, which is looked at, has the mesh nearer to the front. */
  private boolean isMirrored(int mesh) {
    DeviceMesh it = space.mesh(mesh);
    return hasMirrorImages && it.first() > space.scenario().cluster().devices() - it.end();
  }

  private double bound(SizeVectors.Bounded sizes, int placed) {
    for (Layout.Calls group : space.groups()) {
      for (int call : group.calls()) {
        int trainer = leastTimes.trainerPool(call);
        int size = sizes.size(group.pool());
        least[call] =
            trainer >= 0 && shares(group.pool(), trainer, sizes, placed)
                ? leastTimes.besideTrainer(call, size, sizes.size(trainer))
                : leastTimes.of(call, size);
        sharing[call] = 1 << call;
        for (Layout.Calls other : space.groups()) {
          if (shares(group.pool(), other.pool(), sizes, placed)) {
            for (int its : other.calls()) {
              sharing[call] |= 1 << its;
            }
          }
        }
      }
    }
    return costs.bound(least, sharing);
  }

  private boolean shares(int pool, int other, SizeVectors.Bounded sizes, int placed) {
    if (pool == other) {
      return true;
    }
    if (pool < placed && other < placed) {
      return space.mesh(trial.mesh(pool)).overlaps(space.mesh(trial.mesh(other)));
    }
    int both = space.sizes().get(sizes.size(pool)) + space.sizes().get(sizes.size(other));
    return both > space.scenario().cluster().devices();
  }
}
