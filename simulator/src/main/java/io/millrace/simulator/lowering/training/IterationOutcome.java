package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import java.util.Arrays;

/**
 * Where the time of an iteration goes on each stage: what its compute stream does, and what it waits
 * for in between. The parts of each stage add up to the iteration.
 */
final class IterationOutcome {
  private static final double TICK = 1e12;

  private final TaskGraph graph;
  private final Outcome outcome;
  private final IterationGraph iteration;
  private final double[][] parts;
  private final double[] busy;

  IterationOutcome(IterationGraph iteration, TaskGraph graph, Outcome outcome, int stages) {
    this.iteration = iteration;
    this.graph = graph;
    this.outcome = outcome;
    this.parts = new double[stages][TimePart.values().length];
    this.busy = new double[stages];
    for (int stage = 0; stage < stages; stage++) {
      account(stage);
    }
  }

  double seconds() {
    return outcome.end() / TICK;
  }

  /** Seconds by {@link TimePart#ordinal()} of a stage. */
  double[] parts(int stage) {
    return Arrays.copyOf(parts[stage], parts[stage].length);
  }

  /** The stage that waits least: the one the others wait for. */
  int bottleneck() {
    int most = 0;
    for (int stage = 1; stage < busy.length; stage++) {
      if (busy[stage] > busy[most] * (1 + 1e-9)) {
        most = stage;
      }
    }
    return most;
  }

  /** Mean share of the time in which a stage's arithmetic engines are busy. */
  double engineUse(int stage) {
    return outcome.used(iteration.tasksOf(stage).device.engine()) / seconds();
  }

  /** The most activations that a stage keeps at once, in bytes. */
  long peakActivations(int stage) {
    return outcome.peak(iteration.tasksOf(stage).pool);
  }

  private void account(int stage) {
    int stream = iteration.tasksOf(stage).compute;
    long previous = 0;
    boolean passesOver = false;
    for (int task = 0; task < graph.tasks(); task++) {
      if (graph.stream(task) != stream) {
        continue;
      }
      TaskLog.Entry entry = iteration.log().entry(task);
      passesOver |= entry.kind() == TaskLog.Kind.SEGMENT;
      wait(stage, (outcome.start(task) - previous) / TICK, passesOver, previous == 0);
      previous = outcome.finish(task);
      run(stage, entry, (outcome.finish(task) - outcome.start(task)) / TICK);
    }
    parts[stage][TimePart.BUBBLE.ordinal()] += (outcome.end() - previous) / TICK;
  }

  /**
   * A gap between passes is for other stages; before the first pass of the first stage for weights;
   * after the last pass for gradients, or for stages that are not done.
   */
  private void wait(int stage, double seconds, boolean passesOver, boolean first) {
    if (seconds <= 0) {
      return;
    }
    if (first && stage == 0) {
      parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += seconds;
    } else if (passesOver) {
      double forOthers = Math.min(seconds, laterPasses(stage));
      parts[stage][TimePart.BUBBLE.ordinal()] += forOthers;
      parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += seconds - forOthers;
    } else {
      parts[stage][TimePart.BUBBLE.ordinal()] += seconds;
    }
  }

  /** How much later than this stage's the last pass of any stage ends. */
  private double laterPasses(int stage) {
    long own = outcome.finish(iteration.tasksOf(stage).lastPass);
    long latest = own;
    for (int other = 0; other < busy.length; other++) {
      latest = Math.max(latest, outcome.finish(iteration.tasksOf(other).lastPass));
    }
    return (latest - own) / TICK;
  }

  private void run(int stage, TaskLog.Entry entry, double seconds) {
    Segment segment = entry.segment();
    if (segment == null) {
      TimePart part =
          entry.kind() == TaskLog.Kind.TRANSFER
              ? TimePart.PIPELINE_COMMUNICATION
              : TimePart.HOST;
      parts[stage][part.ordinal()] += seconds;
      return;
    }
    busy[stage] += seconds;
    double nominal = segment.seconds() / entry.pieces();
    double slowed = Math.max(0, seconds - nominal);
    double share = nominal == 0 ? 0 : (seconds - slowed) / segment.seconds();
    for (int part = 0; part < parts[stage].length; part++) {
      parts[stage][part] += share * segment.parts()[part];
    }
    parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += slowed;
  }
}
