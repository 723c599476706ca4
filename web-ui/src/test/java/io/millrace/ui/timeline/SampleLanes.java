package io.millrace.ui.timeline;

import io.millrace.simulator.report.Span;
import io.millrace.ui.timeline.Lanes.Lane;
import io.millrace.ui.timeline.Lanes.LaneArrow;
import io.millrace.ui.timeline.Lanes.LaneSpan;
import io.millrace.ui.timeline.Lanes.MemoryLane;
import java.util.ArrayList;
import java.util.List;

/** Timelines of a pipeline that nobody simulated. */
final class SampleLanes {
  private static final long PASS = 1_000_000_000L;
  private static final List<Span> INSIDE =
      List.of(
          new Span("attention", "compute", 0, PASS / 4),
          new Span("feed-forward", "compute", PASS / 4, PASS / 2),
          new Span("all-reduce", "tensor exchange", PASS / 2, PASS));

  private SampleLanes() {}

  /** Stages that each work on passes, forward and backward in turn, with a pause every so often. */
  static Lanes of(String title, int stages, int passes) {
    List<Lane> lanes = new ArrayList<>();
    List<LaneArrow> arrows = new ArrayList<>();
    List<MemoryLane> memory = new ArrayList<>();
    long end = 0;
    for (int stage = 0; stage < stages; stage++) {
      List<LaneSpan> spans = new ArrayList<>();
      long at = stage * PASS;
      for (int pass = 0; pass < passes; pass++) {
        boolean forward = pass % 2 == 0;
        // Every tenth pass is slowed by half.
        long length = pass % 10 == 3 ? PASS * 3 / 2 : PASS;
        spans.add(
            new LaneSpan(
                (forward ? "F" : "B") + pass / 2,
                forward ? SpanKind.FORWARD : SpanKind.BACKWARD,
                at,
                at + length,
                PASS,
                stage == 0,
                INSIDE));
        at += length + (pass % 7 == 6 ? PASS / 2 : 0);
      }
      if (stage > 0) {
        arrows.add(new LaneArrow(stage - 1, (stage - 1) * PASS, stage, stage * PASS));
      }
      lanes.add(new Lane("stage " + stage, "compute", true, spans));
      memory.add(
          new MemoryLane(
              "stage " + stage, new long[] {0, at / 2}, new double[] {1e9, 2e9 + stage}, 8e9));
      end = Math.max(end, at);
    }
    return new Lanes(title, end, lanes, memory, arrows);
  }
}
