package io.millrace.planner.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.simulator.lowering.posttraining.WeightUpdate;
import java.util.List;

/**
 * Seconds until updated weights are where calls need them, and the fewest that they take.
 *
 * <p>An instance serves one thread.
 */
final class Arrivals {
  private final PlacementSpace space;
  private final List<ModelFunctionCall> calls;
  private final WeightUpdate updates;
  private final TravelTimes travels;

  /** By call, the group that trains its model, or -1. */
  private final int[] trainerOf;

  private final int[] groupOf;

  Arrivals(PlacementSpace space) {
    this.space = space;
    this.calls = space.scenario().workload().dataflow().calls();
    this.updates = WeightUpdate.of(space.scenario());
    this.travels = new TravelTimes(space, updates);
    this.trainerOf = new int[calls.size()];
    this.groupOf = new int[calls.size()];
    for (int group = 0; group < space.groups().size(); group++) {
      for (int call : space.groups().get(group).calls()) {
        groupOf[call] = group;
      }
    }
    for (int call = 0; call < trainerOf.length; call++) {
      trainerOf[call] = space.trainerOf(call);
    }
  }

  /**
   * The fewest seconds that updated weights take to get to a call: none where an earlier generation
   * may have brought them.
   */
  double least(int call) {
    return trainerOf[call] < 0 || mayFollowAnother(call)
        ? 0
        : updates.leastSeconds(model(call), calls.get(call).kind() == CallKind.GENERATION);
  }

  /** Seconds more that they take where the call is on some of its trainer's devices. */
  double leastSwap(int call, int trainerDevices) {
    boolean swaps = calls.get(call).kind() == CallKind.GENERATION && trainerOf[call] >= 0;
    return swaps && !mayFollowAnother(call) ? updates.swapSeconds(model(call), trainerDevices) : 0;
  }

  private ModelArchitecture model(int call) {
    return space.scenario().model(calls.get(call).role().orElseThrow());
  }

  private boolean mayFollowAnother(int call) {
    ModelFunctionCall it = calls.get(call);
    return it.kind() == CallKind.GENERATION
        && calls.subList(0, call).stream()
            .anyMatch(other -> other.kind() == it.kind() && other.role().equals(it.role()));
  }

  /**
   * Seconds that they take to get to a call of an assignment.
   *
   * @param group of the call
   * @param chosen groups whose option counts, that of the call and of its trainer among them
   * @param meshOf the mesh of each call, or -1
   */
  double seconds(Assignment assignment, int group, int call, boolean[] chosen, int[] meshOf) {
    int trainer = trainerOf[call];
    if (trainer < 0 || isThere(assignment, group, call, chosen, meshOf)) {
      return 0;
    }
    return travels.seconds(
        call,
        space.option(assignment, trainer),
        assignment.mesh(space.groups().get(trainer).pool()),
        space.option(assignment, group),
        meshOf[call]);
  }

  /**
   * Whether an earlier generation of the iteration brought the weights to the same place, or may do
   * so where its option is not chosen yet.
   */
  private boolean isThere(
      Assignment assignment, int group, int call, boolean[] chosen, int[] meshOf) {
    if (calls.get(call).kind() != CallKind.GENERATION) {
      return false;
    }
    for (int other = 0; other < call; other++) {
      if (calls.get(other).kind() == CallKind.GENERATION
          && calls.get(other).role().equals(calls.get(call).role())
          && meshOf[other] == meshOf[call]) {
        int otherGroup = groupOf[other];
        if (!chosen[otherGroup]
            || space
                .option(assignment, otherGroup)
                .placement()
                .equals(space.option(assignment, group).placement())) {
          return true;
        }
      }
    }
    return false;
  }
}
