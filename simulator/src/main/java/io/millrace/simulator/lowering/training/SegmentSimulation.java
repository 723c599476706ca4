package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.report.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the steps of one pass on one device and says where its time goes. Hosts that cannot keep up,
 * exchanges that are not hidden and kernels that are slowed by what runs beside them all show.
 */
final class SegmentSimulation {
  private static final double TICK = 1e12;

  private final TrainingContext context;
  private final boolean keepsSpans;
  private final Engine engine = new Engine();

  SegmentSimulation(TrainingContext context) {
    this(context, true);
  }

  /**
   * Prepares it.
   *
   * @param keepsSpans whether to tell what ran when
   */
  SegmentSimulation(TrainingContext context, boolean keepsSpans) {
    this.context = context;
    this.keepsSpans = keepsSpans;
  }

  Segment run(String name, List<Step> steps) {
    if (steps.isEmpty()) {
      return Segment.empty(name);
    }
    PassTasks pass = new PassTasks(context);
    steps.forEach(pass::add);
    Outcome outcome = engine.run(pass.graph());
    Clock.checkEnded("the pass " + name, outcome);
    return segment(name, pass, outcome);
  }

  private Segment segment(String name, PassTasks pass, Outcome outcome) {
    double[] parts = new double[TimePart.values().length];
    long end = 0;
    for (int i = 0; i < pass.kernels().size(); i++) {
      int task = pass.kernels().get(i);
      long gap = outcome.start(task) - end;
      if (gap > 0) {
        parts[blame(pass, outcome, pass.waits(i)).ordinal()] += gap / TICK;
      }
      end = outcome.finish(task);
      parts[part(pass, task)] += (end - outcome.start(task)) / TICK;
    }
    for (int task : pass.waitedForAtEnd()) {
      if (outcome.finish(task) > end) {
        parts[part(pass, task)] += (outcome.finish(task) - end) / TICK;
        end = outcome.finish(task);
      }
    }
    double seconds = end / TICK;
    DeviceResources device = pass.device();
    return new Segment(
        name,
        seconds,
        parts,
        hostSeconds(pass, outcome),
        meanShare(outcome.used(device.engine()), seconds),
        meanShare(outcome.used(device.memory()), seconds),
        Arrays.stream(device.usedLevels(outcome)).map(it -> meanShare(it, seconds)).toArray(),
        keepsSpans ? spans(pass, outcome) : List.of());
  }

  private static int part(PassTasks pass, int task) {
    return pass.labels().get(task).part().ordinal();
  }

  /** What a kernel waited for longest; the host where it waited for nothing else. */
  private static TimePart blame(PassTasks pass, Outcome outcome, List<Integer> waits) {
    TimePart part = TimePart.HOST;
    long latest = -1;
    for (int task : waits) {
      if (outcome.finish(task) > latest) {
        latest = outcome.finish(task);
        part = pass.labels().get(task).part();
      }
    }
    return part;
  }

  private static double hostSeconds(PassTasks pass, Outcome outcome) {
    if (pass.hostWaits()) {
      return Double.POSITIVE_INFINITY;
    }
    return pass.lastIssue() < 0 ? 0 : outcome.finish(pass.lastIssue()) / TICK;
  }

  private static double meanShare(double used, double seconds) {
    return seconds == 0 ? 0 : Math.min(1, used / seconds);
  }

  private static List<Span> spans(PassTasks pass, Outcome outcome) {
    List<Span> spans = new ArrayList<>();
    for (int task = 0; task < pass.labels().size(); task++) {
      PassTasks.Label label = pass.labels().get(task);
      if (!label.stream().equals("host")) {
        spans.add(
            new Span(label.name(), label.stream(), outcome.start(task), outcome.finish(task)));
      }
    }
    return List.copyOf(spans);
  }
}
