package io.millrace.planner.posttraining;

import java.util.List;

/**
 * Looks for plans that are nearly as good as the best: those that differ from it in one strategy,
 * and those that differ in the mesh of one pool, with the best strategies there.
 */
final class RunnersUp {
  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final BestOptions options;

  RunnersUp(PlacementSpace space, AssignmentCosts costs, SearchLimit limit) {
    this.space = space;
    this.costs = costs;
    this.options = new BestOptions(space, costs, new LeastTimes(space, costs), limit);
  }

  /** Offers those around an assignment to a list. */
  void around(Assignment best, Shortlist list) {
    for (int pool = 0; pool < space.pools(); pool++) {
      List<Integer> groups = space.groupsOf(pool);
      for (int mesh = 0; mesh < space.meshes().size(); mesh++) {
        if (mesh != best.mesh(pool) && space.isPossible(pool, space.sizeOf(mesh))) {
          Assignment moved = best.copy();
          moved.placePool(pool, mesh);
          double limit = list.limit();
          double seconds = options.improve(moved, groups, limit);
          if (seconds < limit) {
            list.offer(moved, seconds);
          }
        }
      }
    }
    for (int group = 0; group < space.groups().size(); group++) {
      int size = space.sizeOf(best.mesh(space.groups().get(group).pool()));
      for (int option = 0; option < space.options(group, size).size(); option++) {
        Assignment changed = best.copy();
        changed.placeGroup(group, option);
        list.offer(changed, costs.of(changed));
      }
    }
  }
}
