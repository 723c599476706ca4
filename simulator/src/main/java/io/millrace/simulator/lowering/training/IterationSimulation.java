package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.ShortagePolicy;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import io.millrace.simulator.report.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * Runs an iteration: of all its micro-batches, or of so few that its middle repeats, where that can
 * be proved.
 */
final class IterationSimulation {
  /** Groups of micro-batches beyond those under way at once: a period, its copy and the way out. */
  private static final int GROUPS_AROUND = 3;

  private static final int TRIALS = 2;

  private final TrainingContext context;
  private final List<StageWork> stages;
  private final String name;
  private final Engine engine = new Engine(ShortagePolicy.COUNT_ON);

  IterationSimulation(TrainingContext context, List<StageWork> stages, String name) {
    this.context = context;
    this.stages = stages;
    this.name = name;
  }

  /** What came of it. */
  record Result(IterationOutcome outcome, Optional<Timeline> timeline) {}

  /** Runs all of it and keeps what ran when. */
  Result withTimeline() {
    IterationGraph iteration = new IterationGraph(context, stages);
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
    return run(new IterationGraph(context, stages)).orElseThrow();
  }

  /** Runs as little of it as is needed to know all of it. */
  Result folded() {
    IterationGraph whole = new IterationGraph(context, stages);
    int group = whole.group();
    int microBatches = whole.microBatches();
    int needed = underWay(whole.orders()) + GROUPS_AROUND * group;
    for (int trial = 0; trial < TRIALS; trial++) {
      int left = (microBatches - (needed << trial)) / group * group;
      if (left >= microBatches / 3) {
        IterationGraph few = new IterationGraph(context, stages, microBatches - left);
        Optional<Result> result = run(few, whole);
        if (result.isPresent()) {
          return result.get();
        }
      }
    }
    return run(whole).orElseThrow();
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

  private Optional<Result> run(IterationGraph iteration) {
    return run(iteration, iteration);
  }

  /** Runs one iteration for another; empty if it does not stand for it. */
  private Optional<Result> run(IterationGraph iteration, IterationGraph whole) {
    TaskGraph graph = iteration.build();
    Outcome outcome = engine.run(graph);
    check(outcome);
    Repetition repetition = Repetition.NONE;
    if (iteration != whole) {
      repetition =
          new Periodicity(iteration, graph, outcome, whole.orders(), whole.microBatches()).find();
      if (repetition.times() == 0) {
        return Optional.empty();
      }
    }
    IterationOutcome result =
        new IterationOutcome(iteration, graph, outcome, stages.size(), repetition);
    return Optional.of(new Result(result, Optional.empty()));
  }

  private void check(Outcome outcome) {
    Clock.checkEnded("the schedule of " + name, outcome);
  }
}
