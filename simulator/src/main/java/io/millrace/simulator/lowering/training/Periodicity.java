package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether an iteration of few micro-batches stands for one of many.
 *
 * <p>It does if there are two moments, one period apart, between which and in the period after
 * which every stream does the same, tick for tick, with micro-batches a group further on, and if
 * the orders of the two iterations agree up to there, go on alike in between and end alike. Then
 * the device's state at both moments is the same: how far each stream is, what runs, since when and
 * how fast. What follows from equal states and equal orders is equal, so the longer iteration does
 * the same period again and again, and then what the shorter one does at its end.
 */
final class Periodicity {
  private final IterationGraph few;
  private final TaskGraph graph;
  private final Outcome outcome;
  private final List<List<Slot>> many;
  private final int manyMicroBatches;
  private final int group;

  /** Tasks of each stream in order. */
  private final List<List<Integer>> streams = new ArrayList<>();

  /** First tasks of each stage's passes in order. */
  private final List<int[]> passes = new ArrayList<>();

  Periodicity(
      IterationGraph few,
      TaskGraph graph,
      Outcome outcome,
      List<List<Slot>> many,
      int manyMicroBatches) {
    this.few = few;
    this.graph = graph;
    this.outcome = outcome;
    this.many = many;
    this.manyMicroBatches = manyMicroBatches;
    this.group = few.group();
    int[] seen = new int[many.size()];
    few.orders().forEach(order -> passes.add(new int[order.size()]));
    for (int task = 0; task < graph.tasks(); task++) {
      int stream = graph.stream(task);
      if (stream != TaskGraph.NO_STREAM) {
        while (streams.size() <= stream) {
          streams.add(new ArrayList<>());
        }
        streams.get(stream).add(task);
      }
      if (few.log().entry(task) instanceof TaskLog.Pass pass && pass.piece() == 0) {
        passes.get(pass.stage())[seen[pass.stage()]++] = task;
      }
    }
  }

  /** The period and how often the longer iteration has it more; {@link Repetition#NONE}: none. */
  Repetition find() {
    int[] starts = firstForwardPasses();
    long end = firstDifference();
    for (int i = starts.length - 1 - 2 * group; i >= 0; i--) {
      long start = outcome.start(starts[i]);
      long length = outcome.start(starts[i + group]) - start;
      if (start + 2 * length <= end) {
        long times = (manyMicroBatches - few.microBatches()) / group;
        boolean repeats = length > 0 && streamsRepeat(start, length) && ordersRepeat(start, length);
        // What repeats is the second period: before the first, streams may have waited otherwise.
        return repeats ? new Repetition(start + length, length, times) : Repetition.NONE;
      }
    }
    return Repetition.NONE;
  }

  /** On the first stage, by micro-batch: periods are counted from these. */
  private int[] firstForwardPasses() {
    int[] tasks = new int[few.microBatches()];
    List<Slot> order = few.orders().getFirst();
    for (int i = 0; i < order.size(); i++) {
      Slot slot = order.get(i);
      if (slot.kind() == PassKind.FORWARD && slot.chunk() == 0) {
        tasks[slot.microBatch()] = passes.getFirst()[i];
      }
    }
    return tasks;
  }

  /**
   * When the first stage comes to a pass that the longer iteration does not do there, or after
   * which it alone sends gradients away.
   */
  private long firstDifference() {
    long earliest = outcome.end();
    for (int stage = 0; stage < many.size(); stage++) {
      List<Slot> order = few.orders().get(stage);
      for (int i = 0; i < order.size(); i++) {
        Slot slot = order.get(i);
        boolean last =
            slot.kind().givesWeightGradients() && slot.microBatch() == few.microBatches() - 1;
        if (last || !slot.equals(many.get(stage).get(i))) {
          earliest = Math.min(earliest, outcome.start(passes.get(stage)[i]));
          break;
        }
      }
    }
    return earliest;
  }

  private boolean streamsRepeat(long start, long length) {
    for (List<Integer> tasks : streams) {
      int first = firstFrom(tasks, start);
      int second = firstFrom(tasks, start + length);
      int third = firstFrom(tasks, start + 2 * length);
      if (third - second != second - first) {
        return false;
      }
      // The task before the first may still run; it has a copy only if the period has tasks.
      int from = first > 0 && outcome.finish(tasks.get(first - 1)) > start ? first - 1 : first;
      for (int i = from; i < second; i++) {
        if (second == first || !isCopy(tasks.get(i + second - first), tasks.get(i), length)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The place of the first task that starts at a time or later. */
  private int firstFrom(List<Integer> tasks, long time) {
    int low = 0;
    int high = tasks.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (outcome.start(tasks.get(middle)) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isCopy(int copy, int task, long length) {
    return outcome.start(copy) == outcome.start(task) + length
        && outcome.finish(copy) == outcome.finish(task) + length
        && graph.profile(copy) == graph.profile(task)
        && isCopy(few.log().entry(copy), few.log().entry(task));
  }

  private boolean isCopy(TaskLog.Entry copy, TaskLog.Entry entry) {
    return switch (entry) {
      case TaskLog.Pass pass ->
          copy instanceof TaskLog.Pass other
              && pass.pieces() == 1
              && other.pieces() == 1
              && other.slot().equals(pass.slot().later(group));
      case TaskLog.Transfer transfer ->
          copy instanceof TaskLog.Transfer other
              && other.slot().equals(transfer.slot().later(group));
      case TaskLog.Gathering gathering ->
          copy instanceof TaskLog.Gathering other
              && other.meeting() == gathering.meeting()
              && other.microBatch() == gathering.microBatch() + group;
      case TaskLog.Update update -> false;
      case TaskLog.Exchange exchange -> false;
      case TaskLog.Host host -> false;
      case TaskLog.Elsewhere elsewhere -> false;
    };
  }

  /** Whether the longer iteration repeats the period and ends as the shorter one does after it. */
  private boolean ordersRepeat(long start, long length) {
    int further = manyMicroBatches - few.microBatches();
    for (int stage = 0; stage < many.size(); stage++) {
      List<Slot> order = many.get(stage);
      List<Slot> shorter = few.orders().get(stage);
      int first = firstPassFrom(stage, start);
      int period = firstPassFrom(stage, start + length) - first;
      int missing = order.size() - shorter.size();
      if (period * (long) (further / group) != missing) {
        return false;
      }
      for (int i = first; i < first + missing; i++) {
        if (!order.get(i + period).equals(order.get(i).later(group))) {
          return false;
        }
      }
      for (int i = first; i < shorter.size(); i++) {
        if (!order.get(i + missing).equals(shorter.get(i).later(further))) {
          return false;
        }
      }
    }
    return true;
  }

  private int firstPassFrom(int stage, long time) {
    int[] tasks = passes.get(stage);
    int low = 0;
    int high = tasks.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (outcome.start(tasks[middle]) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
