package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each task of an iteration's graph stands for, by its number. */
final class TaskLog {
  /** No task. */
  static final int NOTHING = -1;

  /** What a task stands for. */
  sealed interface Entry {

    /** The pipeline stage whose device it occupies. */
    int stage();

    /** What to call it. */
    String name();
  }

  /** A task that runs a segment, or one of the pieces that the segment was cut into. */
  sealed interface Computation extends Entry {

    /** What runs. */
    Segment segment();

    /** Which piece, counted from zero. */
    int piece();

    /** How many pieces there are. */
    int pieces();
  }

  /** A pass of a micro-batch. */
  record Pass(int stage, Slot slot, Segment segment, int piece, int pieces) implements Computation {
    @Override
    public String name() {
      return slot.toString();
    }
  }

  /** The update of the weights. */
  record Update(int stage, Segment segment) implements Computation {
    @Override
    public String name() {
      return segment.name();
    }

    @Override
    public int piece() {
      return 0;
    }

    @Override
    public int pieces() {
      return 1;
    }
  }

  /** The result of a pass on its way to the stage that goes on with it. */
  record Transfer(int stage, Slot slot) implements Entry {
    @Override
    public String name() {
      return "send " + slot.toString();
    }
  }

  /** A stage's part in an exchange among all stages of the pipeline. */
  record Gathering(int stage, Meeting meeting, int microBatch) implements Entry {
    @Override
    public String name() {
      return meeting.label() + " " + microBatch;
    }
  }

  /** A collective among the ranks that hold copies or shares of the stage's weights. */
  record Exchange(int stage, String name) implements Entry {}

  /** What the host does while the device waits. */
  record Host(int stage) implements Entry {
    @Override
    public String name() {
      return "host";
    }
  }

  /** A task that occupies no stage. */
  record Elsewhere() implements Entry {
    @Override
    public int stage() {
      return -1;
    }

    @Override
    public String name() {
      return "";
    }
  }

  private static final Entry ELSEWHERE = new Elsewhere();

  private final List<Entry> entries = new ArrayList<>();
  private int[] awaited = new int[0];

  /** Says what a task stands for; tasks that nobody describes are {@link Elsewhere}. */
  void put(int task, Entry entry) {
    while (entries.size() <= task) {
      entries.add(ELSEWHERE);
    }
    entries.set(task, entry);
  }

  /** Says that a task waits for what an exchange between stages brings. */
  void await(int task, int exchange) {
    if (task >= awaited.length) {
      int known = awaited.length;
      awaited = Arrays.copyOf(awaited, Math.max(2 * known, task + 64));
      Arrays.fill(awaited, known, awaited.length, NOTHING);
    }
    awaited[task] = exchange;
  }

  /** The exchange between stages that a task waits for, or {@link #NOTHING}. */
  int awaited(int task) {
    return task < awaited.length ? awaited[task] : NOTHING;
  }

  Entry entry(int task) {
    return task < entries.size() ? entries.get(task) : ELSEWHERE;
  }
}
