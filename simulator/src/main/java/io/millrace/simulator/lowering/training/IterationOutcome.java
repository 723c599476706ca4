package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.CostModel;
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
  private final Repetition repetition;
  private final double[][] parts;
  private final double[] busy;

  /** When the last pass of any stage ends. */
  private final long passesEnd;

  /**
   * Accounts for a run.
   *
   * @param repetition the part of it that happens more than once
   */
  IterationOutcome(
      IterationGraph iteration,
      TaskGraph graph,
      Outcome outcome,
      int stages,
      Repetition repetition) {
    this.repetition = repetition;
    this.iteration = iteration;
    this.graph = graph;
    this.outcome = outcome;
    this.parts = new double[stages][TimePart.values().length];
    this.busy = new double[stages];
    long latest = 0;
    for (int stage = 0; stage < stages; stage++) {
      latest = Math.max(latest, lastPassEnd(stage));
    }
    this.passesEnd = latest;
    account(stages);
  }

  /** What was run. */
  IterationGraph iteration() {
    return iteration;
  }

  /** Its tasks. */
  TaskGraph graph() {
    return graph;
  }

  /** When its tasks ran. */
  Outcome run() {
    return outcome;
  }

  /** The part of it that was run once and happens more often. */
  Repetition repetition() {
    return repetition;
  }

  /** How long the iteration takes, in ticks. */
  long ticks() {
    return outcome.end() + repetition.ticks();
  }

  double seconds() {
    return ticks() / TICK;
  }

  /** How many events there are: of the starts, ends of delays and ends of work of all tasks. */
  long events() {
    long repeated = 0;
    for (int task = 0; repetition.times() > 0 && task < graph.tasks(); task++) {
      if (repetition.contains(outcome.start(task))) {
        repeated += 1 + (graph.delay(task) > 0 ? 1 : 0) + (graph.work(task) > 0 ? 1 : 0);
      }
    }
    return simulatedEvents() + repetition.times() * repeated;
  }

  /** How many of the {@link #events()} were simulated; the rest repeats them. */
  long simulatedEvents() {
    return outcome.effort().events();
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

  /** Mean share of its design power that a device draws. */
  double draw(CostModel costs) {
    return LoadedIteration.draw(parts.length, stage -> parts[stage], seconds(), costs);
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
      long times = repetition.contains(start) ? 1 + repetition.times() : 1;
      if (start > previous[stage]) {
        wait(stage, task, previous[stage], times);
      }
      previous[stage] = outcome.finish(task);
      run(stage, entry, (previous[stage] - start) / TICK, times);
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
  private void wait(int stage, int task, long from, long times) {
    long to = outcome.start(task);
    boolean first = from == 0;
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
    add(stage, TimePart.PIPELINE_COMMUNICATION, times * onTheWay);
    add(stage, TimePart.BUBBLE, times * (forOthers - onTheWay));
    add(stage, TimePart.DATA_COMMUNICATION, times * (seconds - forOthers));
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

  private void run(int stage, TaskLog.Entry entry, double seconds, long times) {
    switch (entry) {
      case TaskLog.Computation computation -> compute(stage, computation, seconds, times);
      case TaskLog.Transfer transfer ->
          add(stage, TimePart.PIPELINE_COMMUNICATION, times * seconds);
      case TaskLog.Gathering gathering ->
          add(stage, TimePart.PIPELINE_COMMUNICATION, times * seconds);
      case TaskLog.Exchange exchange -> add(stage, TimePart.DATA_COMMUNICATION, times * seconds);
      case TaskLog.Host host -> add(stage, TimePart.HOST, times * seconds);
      case TaskLog.Elsewhere elsewhere -> {}
    }
  }

  /** What the segment is for, and what it lost to the exchanges beside it. */
  private void compute(int stage, TaskLog.Computation computation, double seconds, long times) {
    Segment segment = computation.segment();
    busy[stage] += times * seconds;
    double nominal = segment.seconds() / computation.pieces();
    double slowed = Math.max(0, seconds - nominal);
    double share = nominal == 0 ? 0 : (seconds - slowed) / segment.seconds();
    for (int part = 0; part < parts[stage].length; part++) {
      parts[stage][part] += times * share * segment.parts()[part];
    }
    add(stage, TimePart.DATA_COMMUNICATION, times * slowed);
  }

  private void add(int stage, TimePart part, double seconds) {
    parts[stage][part.ordinal()] += seconds;
  }
}
