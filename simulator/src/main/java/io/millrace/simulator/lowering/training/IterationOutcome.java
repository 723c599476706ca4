package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import java.util.Arrays;

/**
 * Where the time of an iteration goes on each stage: what its compute stream does, and what it
 * waits for in between. The parts of each stage add up to the iteration.
 */
final class IterationOutcome {
  private static final double TICK = 1e12;

  private final TaskGraph graph;
  private final Outcome outcome;
  private final IterationGraph iteration;
  private final double[][] parts;
  private final double[] busy;
  private final double[] engineSeconds;

  /** When the last pass of any stage ends. */
  private final long passesEnd;

  IterationOutcome(IterationGraph iteration, TaskGraph graph, Outcome outcome, int stages) {
    this.iteration = iteration;
    this.graph = graph;
    this.outcome = outcome;
    this.parts = new double[stages][TimePart.values().length];
    this.busy = new double[stages];
    this.engineSeconds = new double[stages];
    long latest = 0;
    for (int stage = 0; stage < stages; stage++) {
      latest = Math.max(latest, lastPassEnd(stage));
    }
    this.passesEnd = latest;
    account(stages);
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
    return engineSeconds[stage] / seconds();
  }

  /** The most activations that a stage keeps at once, in bytes. */
  long peakActivations(int stage) {
    return outcome.peak(iteration.tasksOf(stage).pool);
  }

  /** One walk over all tasks; those of a compute stream are in the order in which it runs them. */
  private void account(int stages) {
    long[] previous = new long[stages];
    for (int task = 0; task < graph.tasks(); task++) {
      TaskLog.Entry entry = iteration.log().entry(task);
      int stage = entry.stage();
      if (stage < 0 || graph.stream(task) != iteration.tasksOf(stage).compute) {
        continue;
      }
      long start = outcome.start(task);
      if (start > previous[stage]) {
        wait(stage, task, previous[stage], previous[stage] == 0);
      }
      previous[stage] = outcome.finish(task);
      run(stage, entry, (previous[stage] - start) / TICK);
    }
    for (int stage = 0; stage < stages; stage++) {
      parts[stage][TimePart.BUBBLE.ordinal()] += (outcome.end() - previous[stage]) / TICK;
    }
  }

  /**
   * A gap between passes is for other stages, but while what they sent is on its way it is for the
   * exchange; before the first pass of the first stage it is for weights; before the update for
   * stages that are not done, then for gradients; after it for weights.
   */
  private void wait(int stage, int task, long from, boolean first) {
    long to = outcome.start(task);
    double seconds = (to - from) / TICK;
    double forOthers =
        switch (iteration.log().entry(task)) {
          case TaskLog.Pass pass -> first && stage == 0 && awaited(task) < 0 ? 0 : seconds;
          case TaskLog.Transfer transfer -> seconds;
          case TaskLog.Gathering gathering -> seconds;
          case TaskLog.Update update -> Math.min(seconds, (passesEnd - lastPassEnd(stage)) / TICK);
          case TaskLog.Exchange exchange -> 0;
          case TaskLog.Host host -> 0;
          case TaskLog.Elsewhere elsewhere -> 0;
        };
    double onTheWay = Math.min(forOthers, onTheWay(awaited(task), from, to));
    parts[stage][TimePart.PIPELINE_COMMUNICATION.ordinal()] += onTheWay;
    parts[stage][TimePart.BUBBLE.ordinal()] += forOthers - onTheWay;
    parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += seconds - forOthers;
  }

  private int awaited(int task) {
    return iteration.log().awaited(task);
  }

  /** How long of a gap an exchange was under way. */
  private double onTheWay(int exchange, long from, long to) {
    if (exchange < 0) {
      return 0;
    }
    long start = Math.max(from, outcome.start(exchange));
    long end = Math.min(to, outcome.finish(exchange));
    return Math.max(0, end - start) / TICK;
  }

  private long lastPassEnd(int stage) {
    return outcome.finish(iteration.tasksOf(stage).lastPass);
  }

  private void run(int stage, TaskLog.Entry entry, double seconds) {
    switch (entry) {
      case TaskLog.Computation computation -> compute(stage, computation, seconds);
      case TaskLog.Transfer transfer ->
          parts[stage][TimePart.PIPELINE_COMMUNICATION.ordinal()] += seconds;
      case TaskLog.Gathering gathering ->
          parts[stage][TimePart.PIPELINE_COMMUNICATION.ordinal()] += seconds;
      case TaskLog.Exchange exchange ->
          parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += seconds;
      case TaskLog.Host host -> parts[stage][TimePart.HOST.ordinal()] += seconds;
      case TaskLog.Elsewhere elsewhere -> {}
    }
  }

  /** What the segment is for, and what it lost to the exchanges beside it. */
  private void compute(int stage, TaskLog.Computation computation, double seconds) {
    Segment segment = computation.segment();
    busy[stage] += seconds;
    double nominal = segment.seconds() / computation.pieces();
    engineSeconds[stage] += nominal * segment.engineShare();
    double slowed = Math.max(0, seconds - nominal);
    double share = nominal == 0 ? 0 : (seconds - slowed) / segment.seconds();
    for (int part = 0; part < parts[stage].length; part++) {
      parts[stage][part] += share * segment.parts()[part];
    }
    parts[stage][TimePart.DATA_COMMUNICATION.ordinal()] += slowed;
  }
}
