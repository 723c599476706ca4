package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.MemoryStep;
import io.millrace.simulator.engine.EngineObserver;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.engine.Timescale;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The memory of devices during a run. Devices that the same calls run on hold the same, so a range
 * of them stands for each; it has a pool for each kind of content.
 */
final class RunMemory implements EngineObserver {
  /** What the pools of a range hold, by place: what trainers keep... */
  private static final int TRAINERS = 0;

  /** ... weights that calls use... */
  private static final int WEIGHTS = 1;

  /** ... and what calls work with. */
  private static final int WORKING = 2;

  private static final int KINDS = 3;

  private final List<PlacedCall> calls;
  private final List<DeviceMesh> ranges = new ArrayList<>();
  private final List<List<MemoryStep>> steps = new ArrayList<>();
  private final Timescale timescale;
  private final long[] levels;
  private final double capacity;

  /**
   * Adds the pools to a graph that has none yet.
   *
   * @param devices of the cluster
   * @param capacity of each, in bytes
   */
  RunMemory(
      TaskGraphBuilder graph,
      Timescale timescale,
      List<PlacedCall> calls,
      int devices,
      double capacity) {
    this.calls = calls;
    this.timescale = timescale;
    this.capacity = capacity;
    TreeSet<Integer> bounds = new TreeSet<>(List.of(0, devices));
    for (PlacedCall call : calls) {
      call.placement()
          .ifPresent(
              it -> {
                bounds.add(it.mesh().first());
                bounds.add(it.mesh().end());
              });
    }
    for (int first : bounds.headSet(bounds.last())) {
      int end = bounds.tailSet(first, false).first();
      ranges.add(new DeviceMesh(first, end - first));
    }
    this.levels = new long[KINDS * ranges.size()];
    for (int range = 0; range < ranges.size(); range++) {
      long kept = kept(range);
      for (int kind = 0; kind < KINDS; kind++) {
        long level = kind == TRAINERS ? kept : 0;
        levels[KINDS * range + kind] = level;
        graph.pool(Math.round(capacity), level);
      }
      steps.add(new ArrayList<>(List.of(step(range, 0))));
    }
  }

  private long kept(int range) {
    return calls.stream()
        .filter(it -> it.runsOn(ranges.get(range).first()))
        .mapToLong(it -> Math.round(it.keptBytes()))
        .sum();
  }

  private MemoryStep step(int range, long time) {
    int at = KINDS * range;
    return new MemoryStep(
        timescale.seconds(time), levels[at + TRAINERS], levels[at + WEIGHTS], levels[at + WORKING]);
  }

  /** A task takes what a call needs while it runs. */
  void enter(TaskGraphBuilder graph, int task, PlacedCall call) {
    reserve(graph, task, call, true);
  }

  /** A task gives it back when it ends. */
  void leave(TaskGraphBuilder graph, int task, PlacedCall call) {
    reserve(graph, task, call, false);
  }

  private void reserve(TaskGraphBuilder graph, int task, PlacedCall call, boolean enters) {
    long weights = Math.round(call.weightBytes());
    long working = Math.round(call.workingBytes());
    for (int range = 0; range < ranges.size(); range++) {
      if (call.runsOn(ranges.get(range).first())) {
        int at = KINDS * range;
        graph.reservation(task, at + WEIGHTS, enters ? weights : 0, enters ? 0 : weights);
        graph.reservation(task, at + WORKING, enters ? working : 0, enters ? 0 : working);
      }
    }
  }

  /** When a task ends, what trainers keep has left a call's devices. */
  void evict(TaskGraphBuilder graph, int task, PlacedCall call) {
    keep(graph, task, call, false);
  }

  /** When a task starts, it comes back. */
  void restore(TaskGraphBuilder graph, int task, PlacedCall call) {
    keep(graph, task, call, true);
  }

  private void keep(TaskGraphBuilder graph, int task, PlacedCall call, boolean comes) {
    for (int range = 0; range < ranges.size(); range++) {
      if (call.runsOn(ranges.get(range).first())) {
        long kept = kept(range);
        graph.reservation(task, KINDS * range + TRAINERS, comes ? kept : 0, comes ? 0 : kept);
      }
    }
  }

  @Override
  public void poolLevel(int pool, long level, long time) {
    levels[pool] = level;
    int range = pool / KINDS;
    List<MemoryStep> known = steps.get(range);
    MemoryStep step = step(range, time);
    if (known.getLast().time() == step.time()) {
      known.removeLast();
    }
    known.add(step);
  }

  /** What devices held until a time. */
  List<DeviceMemory> until(double end) {
    List<DeviceMemory> memory = new ArrayList<>();
    for (int range = 0; range < ranges.size(); range++) {
      List<MemoryStep> shown = steps.get(range).stream().filter(it -> it.time() <= end).toList();
      memory.add(new DeviceMemory(ranges.get(range), capacity, shown));
    }
    return memory;
  }
}
