package io.millrace.simulator.lowering.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each task of an iteration's graph stands for, by its number. */
final class TaskLog {

  /** The kinds of tasks of an iteration. */
  enum Kind {
    PASS,
    SEGMENT,
    TRANSFER,
    EXCHANGE,
    HOST,
    OTHER
  }

  /**
   * One task.
   *
   * @param kind what it is
   * @param stage the pipeline stage
   * @param name what to call it
   * @param segment the segment it runs, if it runs one
   * @param pieces into how many tasks the segment was cut
   */
  record Entry(Kind kind, int stage, String name, @Nullable Segment segment, int pieces) {}

  private static final Entry OTHER = new Entry(Kind.OTHER, -1, "", null, 1);

  private final List<Entry> entries = new ArrayList<>();

  void pass(
      int task, int stage, PipelineSchedule.Slot slot, Segment segment, int pieces) {
    put(task, new Entry(Kind.PASS, stage, name(slot), segment, pieces));
  }

  void transfer(int task, int stage, PipelineSchedule.Slot slot) {
    put(task, new Entry(Kind.TRANSFER, stage, "send " + name(slot), null, 1));
  }

  void exchange(int task, int stage, String name) {
    put(task, new Entry(Kind.EXCHANGE, stage, name, null, 1));
  }

  void segment(int task, int stage, Segment segment) {
    put(task, new Entry(Kind.SEGMENT, stage, segment.name(), segment, 1));
  }

  void host(int task, int stage) {
    put(task, new Entry(Kind.HOST, stage, "host", null, 1));
  }

  Entry entry(int task) {
    return task < entries.size() ? entries.get(task) : OTHER;
  }

  private void put(int task, Entry entry) {
    while (entries.size() <= task) {
      entries.add(OTHER);
    }
    entries.set(task, entry);
  }

  private static String name(PipelineSchedule.Slot slot) {
    return (slot.forward() ? "F" : "B")
        + slot.microBatch()
        + (slot.chunk() > 0 ? "." + slot.chunk() : "");
  }
}
