package io.millrace.simulator.lowering.training.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs orders by hand: each pass starts when its stage and its inputs are there, transfers take no
 * time.
 */
final class OrderRun {
  private final PipelineShape shape;
  private final Placement placement;
  private final PassTimes times;
  private final List<List<Slot>> orders;
  private final Map<String, Double> ends = new HashMap<>();
  private final double[] starts;
  private final double[] clocks;

  OrderRun(PipelineSchedule schedule, PipelineShape shape, PassTimes times) {
    this.shape = shape;
    this.placement = schedule.placement();
    this.times = times;
    this.orders = schedule.orders(shape, times);
    this.starts = new double[shape.stages()];
    this.clocks = new double[shape.stages()];
    run();
  }

  private void run() {
    int[] next = new int[shape.stages()];
    boolean going = true;
    while (going) {
      going = false;
      for (int stage = 0; stage < shape.stages(); stage++) {
        List<Slot> order = orders.get(stage);
        while (next[stage] < order.size()) {
          Slot slot = order.get(next[stage]);
          double arrival = arrival(stage, slot);
          if (Double.isNaN(arrival)) {
            break;
          }
          double start = Math.max(clocks[stage], arrival);
          if (next[stage]++ == 0) {
            starts[stage] = start;
          }
          clocks[stage] = start + times.of(slot.kind());
          ends.put(stage + slot.toString(), clocks[stage]);
          going = true;
        }
      }
    }
    for (int stage = 0; stage < shape.stages(); stage++) {
      if (next[stage] < orders.get(stage).size()) {
        throw new AssertionError("stage " + stage + " is stuck");
      }
    }
  }

  private double arrival(int stage, Slot slot) {
    int virtualStage = placement.virtualStage(stage, slot.chunk(), shape.stages());
    String before =
        switch (slot.kind()) {
          case FORWARD -> virtualStage == 0 ? "" : at("F", virtualStage - 1, slot);
          case BACKWARD, INPUT_GRADIENT ->
              virtualStage == shape.virtualStages() - 1
                  ? at("F", virtualStage, slot)
                  : at("B", virtualStage + 1, slot);
          default -> "";
        };
    return before.isEmpty() ? 0 : ends.getOrDefault(before, Double.NaN);
  }

  private String at(String kind, int virtualStage, Slot slot) {
    int chunk = virtualStage / shape.stages();
    return placement.stage(virtualStage, shape.stages())
        + kind
        + slot.microBatch()
        + (chunk > 0 ? "." + chunk : "");
  }

  private double work() {
    return shape.microBatches()
        * shape.chunks()
        * (times.forward() + times.inputGradient() + times.weightGradient());
  }

  /** What the whole takes more than the work of a stage. */
  double bubble() {
    double end = 0;
    for (double clock : clocks) {
      end = Math.max(end, clock);
    }
    return end - work();
  }

  /** The most that a stage waits between its first pass and its last. */
  double waitingBetween() {
    double most = 0;
    for (int stage = 0; stage < shape.stages(); stage++) {
      most = Math.max(most, clocks[stage] - starts[stage] - work());
    }
    return most;
  }

  /** The most chunks of activations that a stage keeps, from forward to weight gradient. */
  int kept() {
    int most = 0;
    for (List<Slot> order : orders) {
      int kept = 0;
      for (Slot slot : order) {
        kept += slot.kind() == PassKind.FORWARD ? 1 : 0;
        most = Math.max(most, kept);
        kept -= slot.kind().givesWeightGradients() ? 1 : 0;
      }
    }
    return most;
  }

  List<String> names(int stage) {
    List<String> names = new ArrayList<>();
    orders.get(stage).forEach(slot -> names.add(slot.toString()));
    return names;
  }
}
