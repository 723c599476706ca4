package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.lowering.posttraining.CallCost;
import io.millrace.simulator.lowering.posttraining.IterationPace;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import io.millrace.simulator.lowering.posttraining.PlanMemory;
import io.millrace.simulator.lowering.posttraining.StreamedCalls;
import java.util.Arrays;
import java.util.List;

/**
 * What assignments cost: the pace of their calls with what weights travel, and whether they fit.
 * The same as {@link io.millrace.simulator.lowering.posttraining.IterationEstimator} says of the
 * plan, from costs at hand.
 *
 * <p>Assignments may be left incomplete: calls of groups that are not placed count with given least
 * times, which makes the pace a bound.
 *
 * <p>An instance serves one thread.
 */
final class AssignmentCosts {
  private final PlacementSpace space;
  private final List<ModelFunctionCall> calls;
  private final IterationPace pace;
  private final StreamedCalls streamed;
  private final PlanMemory memory;
  private final MemoryClaims claims;
  private final double capacity;
  private final Arrivals arrivals;
  private final double[] seconds;
  private final double[] moved;
  private final double[] fixed;
  private final int[] overlapping;
  private final int[] meshOf;
  private final int[] trainerOf;
  private final int[] groupOf;
  private final int[] indexInGroup;
  private final boolean[] trains;
  private final boolean[] all;
  private long evaluated;

  AssignmentCosts(PlacementSpace space, MemoryClaims claims, double[] fixedSeconds) {
    this.space = space;
    PostTrainingScenario scenario = space.scenario();
    this.calls = scenario.workload().dataflow().calls();
    this.arrivals = new Arrivals(space);
    this.pace =
        new IterationPace(
            scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
    this.streamed =
        new StreamedCalls(scenario.workload().dataflow(), scenario.workload().asynchrony());
    this.claims = claims;
    this.memory = claims.memory();
    this.capacity = scenario.cluster().device().mainMemory().capacity().count();
    this.fixed = fixedSeconds.clone();
    int count = calls.size();
    this.seconds = new double[count];
    this.moved = new double[count];
    this.overlapping = new int[count];
    this.meshOf = new int[count];
    this.trainerOf = new int[count];
    this.groupOf = new int[count];
    this.indexInGroup = new int[count];
    this.trains = new boolean[count];
    this.all = new boolean[space.groups().size()];
    Arrays.fill(all, true);
    for (int call = 0; call < count; call++) {
      trainerOf[call] = space.trainerOf(call);
      trains[call] = calls.get(call).kind() == CallKind.TRAINING;
      if (calls.get(call).kind().runsOnDevices()) {
        groupOf[call] = space.groupOf(call);
        indexInGroup[call] = space.groups().get(groupOf[call]).calls().indexOf(call);
      }
    }
  }

  /** What updated weights take to get to the calls. */
  Arrivals arrivals() {
    return arrivals;
  }

  /** How many assignments were costed. */
  long evaluated() {
    return evaluated;
  }

  /** Seconds of an iteration, or infinity where a call does not fit. */
  double of(Assignment assignment) {
    double regardless = regardlessOfMemory(assignment);
    return fits(assignment, all) ? regardless : Double.POSITIVE_INFINITY;
  }

  /** Seconds of an iteration, whether calls fit or not. */
  double regardlessOfMemory(Assignment assignment) {
    evaluated++;
    locate(assignment);
    for (int group = 0; group < space.groups().size(); group++) {
      for (int call : space.groups().get(group).calls()) {
        moved[call] = arrivals.seconds(assignment, group, call, all, meshOf);
        seconds[call] = cost(assignment, group, call).seconds() + moved[call];
      }
    }
    double portions =
        streamed.seconds(
            seconds,
            moved,
            overlapping,
            call -> space.option(assignment, groupOf[call]).firstPortion());
    return Math.max(pace.of(seconds, overlapping), portions);
  }

  /**
   * Seconds of an iteration in which calls of an assignment hold devices of a mesh: how much a side
   * of a split has to do.
   */
  double busySeconds(Assignment assignment, DeviceMesh mesh) {
    regardlessOfMemory(assignment);
    double busy = 0;
    for (int call = 0; call < meshOf.length; call++) {
      if (meshOf[call] >= 0 && space.mesh(meshOf[call]).overlaps(mesh)) {
        busy += seconds[call];
      }
    }
    return busy;
  }

  /**
   * A bound of the seconds of all assignments with the same meshes and, in the groups that are
   * marked, the same options; calls of the others take no less than given times.
   */
  double bound(Assignment assignment, boolean[] chosen, double[] least) {
    locate(assignment);
    for (int group = 0; group < space.groups().size(); group++) {
      for (int call : space.groups().get(group).calls()) {
        seconds[call] = least[call];
        if (chosen[group]) {
          int trainer = trainerOf[call];
          boolean known = trainer < 0 || chosen[trainer];
          seconds[call] =
              cost(assignment, group, call).seconds()
                  + (known
                      ? arrivals.seconds(assignment, group, call, chosen, meshOf)
                      : arrivals.least(call));
        }
      }
    }
    return pace.of(seconds, overlapping);
  }

  /** A bound where only some pools have a mesh; those without one share what they must. */
  double bound(double[] least, int[] sharing) {
    for (int call = 0; call < seconds.length; call++) {
      seconds[call] = calls.get(call).kind().runsOnDevices() ? least[call] : fixed[call];
    }
    return pace.of(seconds, sharing);
  }

  private void locate(Assignment assignment) {
    System.arraycopy(fixed, 0, seconds, 0, fixed.length);
    Arrays.fill(meshOf, -1);
    for (Layout.Calls group : space.groups()) {
      for (int call : group.calls()) {
        meshOf[call] = assignment.mesh(group.pool());
      }
    }
    for (int call = 0; call < meshOf.length; call++) {
      overlapping[call] = 1 << call;
      for (int other = 0; other < meshOf.length; other++) {
        if (overlaps(call, other)) {
          overlapping[call] |= 1 << other;
        }
      }
    }
  }

  private boolean overlaps(int call, int other) {
    return meshOf[call] >= 0
        && meshOf[other] >= 0
        && (meshOf[call] == meshOf[other]
            || space.mesh(meshOf[call]).overlaps(space.mesh(meshOf[other])));
  }

  private CallCost cost(Assignment assignment, int group, int call) {
    return space.option(assignment, group).cost(indexInGroup[call], isBesideTraining(call));
  }

  private boolean isBesideTraining(int call) {
    for (int other = 0; other < trains.length; other++) {
      if (trains[other] && (overlapping[call] >> other & 1) == 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the groups that are marked fit, whatever the others are.
   *
   * @param chosen by group
   */
  boolean fits(Assignment assignment, boolean[] chosen) {
    return space.isLaidOut(assignment, chosen) && fitsMemory(assignment, chosen);
  }

  private boolean fitsMemory(Assignment assignment, boolean[] chosen) {
    for (int group = 0; group < space.groups().size(); group++) {
      for (int call : space.groups().get(group).calls()) {
        if (chosen[group]) {
          CallCost cost = cost(assignment, group, call);
          if (!cost.fits()) {
            return false;
          }
          DeviceMesh mesh = space.mesh(meshOf[call]);
          double kept = MemoryClaims.kept(calls.get(call), cost);
          double own =
              mayBeInPlace(assignment, group, call, chosen)
                  ? cost.activeBytes()
                  : cost.staticBytes() + cost.activeBytes();
          memory.place(call, mesh.first(), mesh.end(), kept, own);
        } else {
          memory.place(call, 0, 0, 0, 0);
        }
      }
    }
    for (int call = 0; call < meshOf.length; call++) {
      if (meshOf[call] >= 0 && memory.most(call) > capacity) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBeInPlace(Assignment assignment, int group, int call, boolean[] chosen) {
    int trainer = trainerOf[call];
    if (trainer >= 0 && !chosen[trainer]) {
      return true;
    }
    PlacementOption option = space.option(assignment, group);
    return trainer >= 0
        && meshOf[call] == assignment.mesh(space.groups().get(trainer).pool())
        && claims.usesTrained(
            calls.get(call), option.placement(), space.option(assignment, trainer).placement());
  }
}
