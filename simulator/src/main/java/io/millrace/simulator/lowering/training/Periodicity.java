package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether an iteration of few micro-batches stands for one of many.
 *
 * <p>It does if there are two moments, one period apart, between which and in the period after
 * which every stream does the same, tick for tick, with micro-batches some groups further on, and
 * if the orders of the two iterations agree up to there, go on alike in between and end alike. Then
 * the device's state at both moments is the same: how far each stream is, what runs, since when and
 * how fast. What follows from equal states and equal orders is equal, so the longer iteration does
 * the same period again and again, and then what the shorter one does at its end.
 *
 * <p>A period is one group where the slowest stage sets the pace: each of its passes waits for the
 * one before. Where a stage instead waits for its own micro-batches to come back from the end of
 * the pipeline, nothing ties neighbours to each other: the gaps of the first micro-batches under
 * way go around, and what repeats is as many as are under way at once.
 */
final class Periodicity {
  private final IterationGraph few;
  private final TaskGraph graph;
  private final Outcome outcome;
  private final List<List<Slot>> many;

  /** Tasks of each stream in order. */
  private final List<List<Integer>> streams = new ArrayList<>();

  /** First tasks of each stage's passes in order. */
  private final List<int[]> passes = new ArrayList<>();

  /**
   * Looks into a run.
   *
   * @param few the iteration that was run
   * @param many the orders of the one that it may stand for
   */
  Periodicity(IterationGraph few, TaskGraph graph, Outcome outcome, List<List<Slot>> many) {
    this.few = few;
    this.graph = graph;
    this.outcome = outcome;
    this.many = many;
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

  /**
   * A part of the run that is followed by its like.
   *
   * @param start when it starts, in ticks
   * @param length how long it takes, in ticks
   * @param microBatches how many it brings the stages further
   */
  record Period(long start, long length, int microBatches) {}

  /**
   * The shortest period at the end of the run's middle.
   *
   * @param longest the most micro-batches of a period
   */
  Optional<Period> find(int longest) {
    int[] starts = firstForwardPasses();
    long end = firstDifference();
    for (int shift = few.group(); shift <= longest; shift += few.group()) {
      Optional<Period> last = last(starts, end, shift);
      if (last.isPresent() && streamsRepeat(last.get())) {
        return last;
      }
    }
    return Optional.empty();
  }

  /**
   * The last part that could be a period of so many micro-batches, with its copy before the end.
   */
  private Optional<Period> last(int[] starts, long end, int shift) {
    for (int i = starts.length - 1 - 2 * shift; i >= 0; i--) {
      long start = outcome.start(starts[i]);
      long next = outcome.start(starts[i + shift]);
      long length = next - start;
      if (next + length <= end) {
        boolean again = outcome.start(starts[i + 2 * shift]) == next + length;
        return again && length > 0
            ? Optional.of(new Period(start, length, shift))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * What happens more often in an iteration of more micro-batches, a multiple of the period's;
   * empty if its orders do not go on and end as those that were run.
   */
  Optional<Repetition> in(int manyMicroBatches, Period period) {
    int further = manyMicroBatches - few.microBatches();
    int times = further / period.microBatches();
    // What repeats is the second period: before the first, streams may have waited otherwise.
    return further % period.microBatches() == 0 && ordersRepeat(period, further)
        ? Optional.of(new Repetition(period.start() + period.length(), period.length(), times))
        : Optional.empty();
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

  private boolean streamsRepeat(Period period) {
    long start = period.start();
    long length = period.length();
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
        if (second == first || !isCopy(tasks.get(i + second - first), tasks.get(i), period)) {
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

  private boolean isCopy(int copy, int task, Period period) {
    return outcome.start(copy) == outcome.start(task) + period.length()
        && outcome.finish(copy) == outcome.finish(task) + period.length()
        && graph.profile(copy) == graph.profile(task)
        && isCopy(few.log().entry(copy), few.log().entry(task), period.microBatches());
  }

  private static boolean isCopy(TaskLog.Entry copy, TaskLog.Entry entry, int shift) {
    return switch (entry) {
      case TaskLog.Pass pass ->
          copy instanceof TaskLog.Pass other
              && pass.pieces() == 1
              && other.pieces() == 1
              && other.slot().isLater(pass.slot(), shift);
      case TaskLog.Transfer transfer ->
          copy instanceof TaskLog.Transfer other && other.slot().isLater(transfer.slot(), shift);
      case TaskLog.Gathering gathering ->
          copy instanceof TaskLog.Gathering other
              && other.meeting() == gathering.meeting()
              && other.microBatch() == gathering.microBatch() + shift;
      case TaskLog.Update update -> false;
      case TaskLog.Exchange exchange -> false;
      case TaskLog.Host host -> false;
      case TaskLog.Elsewhere elsewhere -> false;
    };
  }

  /** Whether the longer iteration repeats the period and ends as the shorter one does after it. */
  private boolean ordersRepeat(Period period, int further) {
    int shift = period.microBatches();
    for (int stage = 0; stage < many.size(); stage++) {
      List<Slot> order = many.get(stage);
      List<Slot> shorter = few.orders().get(stage);
      int first = firstPassFrom(stage, period.start());
      int passes = firstPassFrom(stage, period.start() + period.length()) - first;
      int missing = order.size() - shorter.size();
      if (passes * (long) (further / shift) != missing) {
        return false;
      }
      for (int i = first; i < first + missing; i++) {
        if (!order.get(i + passes).isLater(order.get(i), shift)) {
          return false;
        }
      }
      for (int i = first; i < shorter.size(); i++) {
        if (!order.get(i + missing).isLater(shorter.get(i), further)) {
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
