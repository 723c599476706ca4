package io.millrace.ui.timeline;

import io.millrace.simulator.report.Span;
import java.util.List;

/**
 * What a timeline shows. All times are picoseconds.
 *
 * @param title what it is of
 * @param end when all of it has ended
 * @param lanes from top to bottom
 * @param memory below them
 * @param arrows between lanes
 */
record Lanes(
    String title, long end, List<Lane> lanes, List<MemoryLane> memory, List<LaneArrow> arrows) {

  Lanes {
    lanes = List.copyOf(lanes);
    memory = List.copyOf(memory);
    arrows = List.copyOf(arrows);
  }

  /** All spans, those inside others not counted. */
  int spans() {
    return lanes.stream().mapToInt(it -> it.spans().size()).sum();
  }

  /**
   * One thing that does one thing at a time.
   *
   * @param group such as {@code stage 0}
   * @param name what of the group
   * @param works whether its idle time is a loss, as that of what computes is
   * @param spans in order of their starts, without overlap
   */
  record Lane(String group, String name, boolean works, List<LaneSpan> spans) {
    Lane {
      spans = List.copyOf(spans);
    }

    /** How long it is at work. */
    long busy() {
      return spans.stream().mapToLong(it -> it.end() - it.start()).sum();
    }
  }

  /**
   * Something that ran.
   *
   * @param alone how long it takes when nothing slows it
   * @param critical whether the whole hangs on it
   * @param details what is inside, from its start on, in a run in which nothing slowed it
   */
  record LaneSpan(
      String name,
      SpanKind kind,
      long start,
      long end,
      long alone,
      boolean critical,
      List<Span> details) {}

  /**
   * Memory in use.
   *
   * @param times in order
   * @param bytes in use from then on
   * @param capacity in bytes; 0 where it is not known
   */
  record MemoryLane(String name, long[] times, double[] bytes, double capacity) {}

  /** What waited for what: indices of lanes, and when spans start there. */
  record LaneArrow(int fromLane, long from, int toLane, long to) {}
}
