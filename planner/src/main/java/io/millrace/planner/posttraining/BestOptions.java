package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the best options of some groups where all meshes are given and the other groups have
 * theirs: depth first, trainers before those that need their weights, each node bounded by the pace
 * of what is chosen with the least times of what is not.
 */
final class BestOptions {
  /** Bounds are rounded sums; what is not better by more than this is not better. */
  static final double ROUNDING = 1e-9;

  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final LeastTimes leastTimes;
  private final double[] least;
  private final boolean[] chosen;
  private final Assignment trial;
  private final Assignment best;
  private List<Integer> open = List.of();
  private double limit;
  private final SearchLimit work;

  BestOptions(
      PlacementSpace space, AssignmentCosts costs, LeastTimes leastTimes, SearchLimit work) {
    this.work = work;
    this.space = space;
    this.costs = costs;
    this.leastTimes = leastTimes;
    this.least = new double[space.scenario().workload().dataflow().calls().size()];
    this.chosen = new boolean[space.groups().size()];
    this.trial = new Assignment(space.pools(), space.groups().size());
    this.best = new Assignment(space.pools(), space.groups().size());
  }

  /**
   * Searches.
   *
   * @param assignment its meshes are given, and the options of groups that are not free; becomes
   *     the best that was found
   * @param free groups whose options are to be found
   * @param below what has to be beaten
   * @return seconds of the best, or {@code below} if nothing beats it; the assignment is as it was
   *     then
   */
  double improve(Assignment assignment, List<Integer> free, double below) {
    open = trainersFirst(free);
    trial.set(assignment);
    limit = below;
    Arrays.fill(chosen, true);
    for (int group : open) {
      chosen[group] = false;
    }
    for (int group = 0; group < chosen.length; group++) {
      Layout.Calls its = space.groups().get(group);
      int size = space.sizeOf(assignment.mesh(its.pool()));
      for (int call : its.calls()) {
        least[call] = leastTimes.of(call, size);
      }
    }
    descend(0);
    if (limit < below) {
      assignment.set(best);
    }
    return limit;
  }

  private List<Integer> trainersFirst(List<Integer> free) {
    List<Integer> order = new ArrayList<>(free);
    order.sort(
        Comparator.comparingInt(
            group -> space.groups().get(group).calls().stream().anyMatch(this::trains) ? 0 : 1));
    return order;
  }

  private boolean trains(int call) {
    return space.scenario().workload().dataflow().calls().get(call).kind() == CallKind.TRAINING;
  }

  private void descend(int depth) {
    if (work.count()
        || costs.bound(trial, chosen, least) >= limit * (1 - ROUNDING)
        || !costs.fits(trial, chosen)) {
      return;
    }
    if (depth == open.size()) {
      double seconds = costs.of(trial);
      if (seconds < limit) {
        limit = seconds;
        best.set(trial);
      }
      return;
    }
    int group = open.get(depth);
    int size = space.sizeOf(trial.mesh(space.groups().get(group).pool()));
    chosen[group] = true;
    for (int option = 0; option < space.options(group, size).size(); option++) {
      trial.placeGroup(group, option);
      descend(depth + 1);
    }
    chosen[group] = false;
  }
}
