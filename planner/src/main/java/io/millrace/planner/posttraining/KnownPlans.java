package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What people run without a search: every call on all devices with one strategy; every call on all
 * devices with its own best; generation apart from the rest; and for PPO the heuristic plan of
 * ReaL.
 */
final class KnownPlans {
  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final BestOptions options;

  KnownPlans(PlacementSpace space, AssignmentCosts costs, SearchLimit limit) {
    this.space = space;
    this.costs = costs;
    this.options = new BestOptions(space, costs, new LeastTimes(space, costs), limit);
  }

  /** A plan with its name. */
  record Known(String name, Assignment assignment, double seconds) {}

  /** The best of those in which all calls have one mesh and one strategy, if one fits. */
  Optional<Known> symmetric() {
    int whole = whole();
    int size = space.sizeOf(whole);
    Assignment trial = new Assignment(space.pools(), space.groups().size());
    IntStream.range(0, space.pools()).forEach(pool -> trial.placePool(pool, whole));
    Optional<Known> best = Optional.empty();
    for (PlacementOption first : space.options(0, size)) {
      if (everywhere(trial, size, first.placement().strategy())) {
        best = better(best, "symmetric", trial);
      }
    }
    return best;
  }

  private boolean everywhere(Assignment trial, int size, ParallelStrategy strategy) {
    for (int group = 0; group < space.groups().size(); group++) {
      OptionalInt option = find(group, size, strategy);
      if (option.isEmpty()) {
        return false;
      }
      trial.placeGroup(group, option.getAsInt());
    }
    return true;
  }

  private OptionalInt find(int group, int size, ParallelStrategy strategy) {
    List<PlacementOption> ofSize = space.options(group, size);
    return IntStream.range(0, ofSize.size())
        .filter(it -> ofSize.get(it).placement().strategy().equals(strategy))
        .findFirst();
  }

  private Optional<Known> better(Optional<Known> than, String name, Assignment trial) {
    double seconds = costs.of(trial);
    return seconds < than.map(Known::seconds).orElse(Double.POSITIVE_INFINITY)
        ? Optional.of(new Known(name, trial.copy(), seconds))
        : than;
  }

  /** All calls on all devices, each group with its best strategy. */
  Optional<Known> colocated() {
    int[] meshes = new int[space.pools()];
    Arrays.fill(meshes, whole());
    return withBestOptions("colocated", meshes);
  }

  /** Generation on some devices and everything else on the others, for each way to split them. */
  List<Known> split() {
    List<Known> found = new ArrayList<>();
    if (sharesPoolWithGeneration()) {
      return found;
    }
    int devices = space.scenario().cluster().devices();
    for (int first = 0; first < space.meshes().size(); first++) {
      DeviceMesh rest = space.mesh(first);
      if (rest.first() == 0 && rest.size() < devices) {
        int second = space.meshes().indexOf(new DeviceMesh(rest.end(), devices - rest.size()));
        if (second < 0) {
          continue;
        }
        int[] meshes = new int[space.pools()];
        for (Layout.Calls group : space.groups()) {
          boolean generates =
              group.calls().stream().anyMatch(it -> kind(it) == CallKind.GENERATION);
          meshes[group.pool()] = generates ? second : first;
        }
        withBestOptions("split at " + rest.size(), meshes).ifPresent(found::add);
      }
    }
    return found;
  }

  private boolean sharesPoolWithGeneration() {
    for (Layout.Calls group : space.groups()) {
      for (Layout.Calls other : space.groups()) {
        boolean isGeneration = kind(group.calls().getFirst()) == CallKind.GENERATION;
        boolean isOther = kind(other.calls().getFirst()) != CallKind.GENERATION;
        if (isGeneration && isOther && group.pool() == other.pool()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Given meshes, with the best options there. */
  Optional<Known> withBestOptions(String name, int[] meshes) {
    Assignment trial = new Assignment(space.pools(), space.groups().size());
    for (int pool = 0; pool < meshes.length; pool++) {
      if (!space.isPossible(pool, space.sizeOf(meshes[pool]))) {
        return Optional.empty();
      }
      trial.placePool(pool, meshes[pool]);
    }
    List<Integer> all = IntStream.range(0, space.groups().size()).boxed().toList();
    double seconds = options.improve(trial, all, Double.POSITIVE_INFINITY);
    return seconds < Double.POSITIVE_INFINITY
        ? Optional.of(new Known(name, trial, seconds))
        : Optional.empty();
  }

  /** ReaL's heuristic, if it has a plan of this layout that fits. */
  Optional<Known> heuristic() {
    return space.groups().size() == space.pools()
        ? RealHeuristic.of(space.scenario()).flatMap(this::named)
        : Optional.empty();
  }

  private Optional<Known> named(RealHeuristic heuristic) {
    Assignment trial = new Assignment(space.pools(), space.groups().size());
    for (int group = 0; group < space.groups().size(); group++) {
      Layout.Calls its = space.groups().get(group);
      Optional<CallPlacement> placement = heuristic.placement(call(its.calls().getFirst()).name());
      int mesh = placement.map(it -> space.meshes().indexOf(it.mesh())).orElse(-1);
      OptionalInt option =
          mesh < 0
              ? OptionalInt.empty()
              : find(group, space.sizeOf(mesh), placement.orElseThrow().strategy());
      if (option.isEmpty()) {
        return Optional.empty();
      }
      trial.placePool(its.pool(), mesh);
      trial.placeGroup(group, option.getAsInt());
    }
    return better(Optional.empty(), "ReaL's heuristic", trial);
  }

  private ModelFunctionCall call(int number) {
    return space.scenario().workload().dataflow().calls().get(number);
  }

  private CallKind kind(int number) {
    return call(number).kind();
  }

  private int whole() {
    return space.meshes().size() - 1;
  }
}
