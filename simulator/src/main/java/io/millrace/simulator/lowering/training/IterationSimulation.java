package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.ShortagePolicy;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.Slot;
import io.millrace.simulator.report.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * Runs an iteration: of all its micro-batches, or of so few that its middle repeats, where that can
 * be proved.
 */
final class IterationSimulation {
  private final TrainingContext context;
  private final List<StageWork> stages;
  private final KnownOrders orders;
  private final String name;
  private final Engine engine = new Engine(ShortagePolicy.COUNT_ON);

  IterationSimulation(TrainingContext context, List<StageWork> stages, String name) {
    this(context, stages, new KnownOrders(PipelineSchedules.of(context.plan())), name);
  }

  /**
   * A simulation of stages.
   *
   * @param orders of the plan's schedule
   * @param name of the scenario, for messages
   */
  IterationSimulation(
      TrainingContext context, List<StageWork> stages, KnownOrders orders, String name) {
    this.context = context;
    this.stages = stages;
    this.orders = orders;
    this.name = name;
  }

  /** What came of it. */
  record Result(IterationOutcome outcome, Optional<Timeline> timeline) {}

  /** Runs all of it and keeps what ran when. */
  Result withTimeline() {
    IterationGraph iteration = whole();
    TaskGraph graph = iteration.build();
    TimelineBuilder timeline = new TimelineBuilder(stages.size());
    Outcome outcome = engine.run(graph, timeline);
    check(outcome);
    return new Result(
        new IterationOutcome(iteration, graph, outcome, stages.size(), Repetition.NONE),
        Optional.of(timeline.build(iteration, graph, outcome)));
  }

  /** Runs all of it. */
  Result unfolded() {
    return run(whole());
  }

  private IterationGraph whole() {
    return new IterationGraph(context, stages, orders, context.microBatches());
  }

  /** Runs as little of it as is needed to know all of it. */
  Result folded() {
    IterationGraph whole = whole();
    int microBatches = whole.microBatches();
    int group = whole.group();
    int underWay = underWay(whole.orders());
    int ring = Math.ceilDiv(underWay, group) * group;
    // Beside those under way at once: a period, its copy and the way out.
    Optional<Result> result = standIn(whole, underWay + 3 * group, group);
    int around = underWay + 2 * ring + group;
    for (int few = around; result.isEmpty() && 2 * few <= microBatches; few *= 2) {
      result = standIn(whole, few, ring);
    }
    return result.isPresent() ? result.get() : run(whole);
  }

  /**
   * Runs an iteration of fewer micro-batches that stands for the whole one, if there is such.
   *
   * @param least how many micro-batches it has at least
   * @param period the most micro-batches that are expected to repeat together
   */
  private Optional<Result> standIn(IterationGraph whole, int least, int period) {
    int few = least + (whole.microBatches() - least) % period;
    while (few >= 1 && few <= 2 * whole.microBatches() / 3) {
      IterationGraph iteration = new IterationGraph(context, stages, orders, few);
      TaskGraph graph = iteration.build();
      Outcome outcome = run(graph);
      Periodicity periodicity = new Periodicity(iteration, graph, outcome, whole.orders());
      Optional<Periodicity.Period> found = periodicity.find(period);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      int rest = (whole.microBatches() - few) % found.get().microBatches();
      if (rest == 0) {
        return periodicity
            .in(whole.microBatches(), found.get())
            .map(it -> result(iteration, graph, outcome, it));
      }
      few += rest;
    }
    return Optional.empty();
  }

  /** The most micro-batches that a stage starts before the first of them comes back. */
  private static int underWay(List<List<Slot>> orders) {
    int most = 0;
    for (List<Slot> order : orders) {
      int started = 0;
      for (Slot slot : order) {
        if (slot.kind() == PassKind.FORWARD && slot.chunk() == 0) {
          started++;
        } else if (slot.kind().handsGradientsOn() && slot.chunk() == 0) {
          break;
        }
      }
      most = Math.max(most, started);
    }
    return most;
  }

  private Result run(IterationGraph iteration) {
    TaskGraph graph = iteration.build();
    return result(iteration, graph, run(graph), Repetition.NONE);
  }

  private Outcome run(TaskGraph graph) {
    Outcome outcome = engine.run(graph);
    check(outcome);
    return outcome;
  }

  private Result result(
      IterationGraph iteration, TaskGraph graph, Outcome outcome, Repetition repetition) {
    return new Result(
        new IterationOutcome(iteration, graph, outcome, stages.size(), repetition),
        Optional.empty());
  }

  private void check(Outcome outcome) {
    Clock.checkEnded("the schedule of " + name, outcome);
  }
}
