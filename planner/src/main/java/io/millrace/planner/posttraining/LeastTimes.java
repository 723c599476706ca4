package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.Arrays;
import java.util.List;

/** The fewest seconds of each call, by the size of its mesh and over all sizes. */
final class LeastTimes {
  private final double[][] bySize;
  private final double[] any;

  /** By the size of the trainer's mesh. */
  private final double[][] swapped;

  /** The pool that trains the model of each call, or -1. */
  private final int[] trainerPool;

  /** The least of devices times seconds of each call, over all sizes. */
  private final double[] anyWork;

  LeastTimes(PlacementSpace space, AssignmentCosts costs) {
    List<ModelFunctionCall> calls = space.scenario().workload().dataflow().calls();
    int count = calls.size();
    int sizes = space.sizes().size();
    this.bySize = new double[sizes][count];
    this.any = new double[count];
    this.swapped = new double[sizes][count];
    this.trainerPool = new int[count];
    this.anyWork = new double[count];
    Arrays.fill(any, Double.POSITIVE_INFINITY);
    Arrays.fill(anyWork, Double.POSITIVE_INFINITY);
    for (int size = 0; size < sizes; size++) {
      Arrays.fill(bySize[size], Double.POSITIVE_INFINITY);
      for (int group = 0; group < space.groups().size(); group++) {
        Layout.Calls its = space.groups().get(group);
        if (!space.isPossible(its.pool(), size)) {
          continue;
        }
        for (int i = 0; i < its.calls().size(); i++) {
          int call = its.calls().get(i);
          double least = Double.POSITIVE_INFINITY;
          for (PlacementOption option : space.options(group, size)) {
            least = Math.min(least, option.leastSeconds(i));
          }
          least += costs.arrivals().least(call);
          bySize[size][call] = least;
          any[call] = Math.min(any[call], least);
          anyWork[call] = Math.min(anyWork[call], least * space.sizes().get(size));
        }
      }
    }
    for (int call = 0; call < count; call++) {
      int trainer = space.trainerOf(call);
      trainerPool[call] = trainer < 0 ? -1 : space.groups().get(trainer).pool();
      for (int size = 0; size < sizes; size++) {
        swapped[size][call] = costs.arrivals().leastSwap(call, space.sizes().get(size));
      }
      CallKind kind = calls.get(call).kind();
      if (!kind.runsOnDevices()) {
        any[call] = 0;
        anyWork[call] = 0;
      }
    }
  }

  double of(int call, int size) {
    return bySize[size][call];
  }

  /**
   * The same for a call that is on some of its trainer's devices.
   *
   * @param trainerSize the number of the size of the trainer's mesh
   */
  double besideTrainer(int call, int size, int trainerSize) {
    return bySize[size][call] + swapped[trainerSize][call];
  }

  /** The pool that trains the model of a call which does not train itself, or -1. */
  int trainerPool(int call) {
    return trainerPool[call];
  }

  double any(int call) {
    return any[call];
  }

  double anyWork(int call) {
    return anyWork[call];
  }
}
