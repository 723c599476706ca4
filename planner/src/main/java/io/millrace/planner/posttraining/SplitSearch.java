package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.planner.search.StopSign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the best plan at each split of a cluster into devices that train and devices that generate.
 * All other calls run on one side or the other, whichever is better. Quick, as all meshes are given
 * and all options have their costs.
 */
final class SplitSearch {
  /** Nodes for a split: far more than any of the scenarios that ship takes. */
  private static final long WORK = 50_000;

  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final LeastTimes leastTimes;
  private final StopSign stop;
  private final List<Integer> training = new ArrayList<>();
  private final List<Integer> generation = new ArrayList<>();
  private final List<Integer> others = new ArrayList<>();

  SplitSearch(PlacementSpace space, AssignmentCosts costs, StopSign stop) {
    this.space = space;
    this.costs = costs;
    this.leastTimes = new LeastTimes(space, costs);
    this.stop = stop;
    for (int pool = 0; pool < space.pools(); pool++) {
      boolean trains = has(pool, CallKind.TRAINING);
      boolean generates = has(pool, CallKind.GENERATION);
      if (trains) {
        training.add(pool);
      }
      if (generates) {
        generation.add(pool);
      }
      if (!trains && !generates) {
        others.add(pool);
      }
    }
  }

  private boolean has(int pool, CallKind kind) {
    List<ModelFunctionCall> calls = space.scenario().workload().dataflow().calls();
    return space.groupsOf(pool).stream()
        .flatMap(group -> space.groups().get(group).calls().stream())
        .anyMatch(call -> calls.get(call).kind() == kind);
  }

  /** The best of each split at which a plan fits, the least training first. */
  List<Split> splits() {
    List<Split> found = new ArrayList<>();
    boolean isApart = !training.isEmpty() && !generation.isEmpty();
    if (!isApart || training.stream().anyMatch(generation::contains)) {
      return found;
    }
    int devices = space.scenario().cluster().devices();
    for (int mesh = 0; mesh < space.meshes().size(); mesh++) {
      DeviceMesh front = space.mesh(mesh);
      int back =
          space.meshes().indexOf(new DeviceMesh(front.end(), Math.max(1, devices - front.end())));
      if (front.first() == 0 && back >= 0 && front.size() < devices && !stop.isRaised()) {
        at(mesh, back).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Split> at(int front, int back) {
    int[] meshes = new int[space.pools()];
    training.forEach(pool -> meshes[pool] = front);
    generation.forEach(pool -> meshes[pool] = back);
    BestOptions options = new BestOptions(space, costs, leastTimes, new SearchLimit(WORK, stop));
    Assignment best = new Assignment(space.pools(), space.groups().size());
    double seconds = Double.POSITIVE_INFINITY;
    for (int sides = 0; sides < 1 << others.size(); sides++) {
      for (int other = 0; other < others.size(); other++) {
        meshes[others.get(other)] = (sides >> other & 1) == 0 ? front : back;
      }
      Assignment trial = new Assignment(space.pools(), space.groups().size());
      if (isPossible(meshes, trial)) {
        double found = options.improve(trial, space.allGroups(), seconds);
        if (found < seconds) {
          seconds = found;
          best = trial;
        }
      }
    }
    return seconds < Double.POSITIVE_INFINITY
        ? Optional.of(split(best, front, back, seconds))
        : Optional.empty();
  }

  private boolean isPossible(int[] meshes, Assignment trial) {
    for (int pool = 0; pool < meshes.length; pool++) {
      if (!space.isPossible(pool, space.sizeOf(meshes[pool]))) {
        return false;
      }
      trial.placePool(pool, meshes[pool]);
    }
    return true;
  }

  private Split split(Assignment best, int front, int back, double seconds) {
    return new Split(
        space.mesh(front).size(),
        space.mesh(back).size(),
        space.plan(best),
        seconds + space.scenario().framework().iteration().seconds(),
        costs.busySeconds(best, space.mesh(front)),
        costs.busySeconds(best, space.mesh(back)));
  }
}
