package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.FixedTimes;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an iteration takes at costs that differ a little from those at which it was simulated: every
 * task keeps its place in the order and the factor by which others slow it down, and only what it
 * takes alone is another. That is the answer to first order, and the very answer where nothing
 * slows anything down and the period stays what it was.
 *
 * <p>Passes and exchanges of all micro-batches cost the same, so those of the first two tell what
 * the tasks of all cost.
 */
final class NearbyIteration {
  /** Micro-batches that have all there is: a first pass, a last one, and one that is neither. */
  private static final int TELLING = 2;

  /** Below so many times the tasks that tell, a simulation is as fast. */
  private static final int WORTHWHILE = 3;

  /**
   * Relative change of what an exchange takes of the device up to which passes feel it alike.
   * Parameters of passes move it by less, those of the exchange itself by more.
   */
  private static final double FELT_ALIKE = 0.01;

  private final IterationOutcome base;
  private final List<StageWork> stages;
  private final FixedTimes walk;
  private final TaskGraph telling;

  /** For each task, the one of the first micro-batches that costs the same. */
  private final int[] like;

  /** Ticks that a second of each task's work took. */
  private final double[] pace;

  /** On each stage, tasks that begin a period and the next one; none where nothing repeats. */
  private final int[][] periods;

  private record Place(int stage, String what, int chunk, int number) {}

  private NearbyIteration(
      IterationOutcome base,
      List<StageWork> stages,
      int microBatches,
      TaskGraph telling,
      int[] like) {
    this.base = base;
    this.stages = stages;
    this.telling = telling;
    this.like = like;
    TaskGraph graph = base.graph();
    Outcome run = base.run();
    this.walk = new FixedTimes(graph);
    this.pace = new double[like.length];
    for (int task = 0; task < like.length; task++) {
      long working = run.finish(task) - run.start(task) - graph.delay(task);
      pace[task] = graph.work(task) == 0 ? 0 : working / graph.work(task);
    }
    long times = base.repetition().times();
    int more = microBatches - base.iteration().microBatches();
    this.periods = times == 0 ? new int[0][] : periods((int) (more / times));
  }

  /**
   * Prepares to ask for a simulated iteration at other costs; empty where it is as well simulated
   * again.
   *
   * @param context at the costs at which it was simulated
   * @param stages at these costs
   */
  static Optional<NearbyIteration> of(
      IterationOutcome base, TrainingContext context, List<StageWork> stages) {
    int first = Math.min(TELLING, base.iteration().microBatches());
    IterationGraph beginning = base.iteration().beginning(context, stages, first);
    TaskGraph telling = beginning.build();
    TaskGraph graph = base.graph();
    if (graph.tasks() < WORTHWHILE * telling.tasks()) {
      return Optional.empty();
    }
    Map<Place, Integer> known = new HashMap<>();
    Map<Place, Integer> counted = new HashMap<>();
    for (int task = 0; task < telling.tasks(); task++) {
      known.putIfAbsent(place(telling, beginning.log(), task, counted), task);
    }
    counted.clear();
    int[] like = new int[graph.tasks()];
    for (int task = 0; task < like.length; task++) {
      Integer same = known.get(place(graph, base.iteration().log(), task, counted));
      if (same == null
          || telling.work(same) != graph.work(task)
          || telling.delay(same) != graph.delay(task)) {
        return Optional.empty();
      }
      like[task] = same;
    }
    return Optional.of(new NearbyIteration(base, stages, context.microBatches(), telling, like));
  }

  /** What tasks of equal cost have in common. */
  private static Place place(
      TaskGraph graph, TaskLog log, int task, Map<Place, Integer> exchanges) {
    return switch (log.entry(task)) {
      case TaskLog.Pass it ->
          new Place(it.stage(), it.slot().kind().name(), it.slot().chunk(), it.pieces());
      case TaskLog.Transfer it ->
          new Place(it.stage(), "send " + it.slot().kind().name(), it.slot().chunk(), 0);
      case TaskLog.Gathering it -> new Place(it.stage(), it.meeting().name(), 0, 0);
      case TaskLog.Exchange it -> {
        Place all = new Place(it.stage(), it.name(), 0, 0);
        yield new Place(it.stage(), it.name(), 0, exchanges.merge(all, 1, Integer::sum));
      }
      case TaskLog.Update it -> new Place(it.stage(), "update", 0, 0);
      case TaskLog.Host it -> new Place(it.stage(), "host", 0, 0);
      case TaskLog.Elsewhere it -> new Place(it.stage(), "", 0, graph.delay(task) > 0 ? 1 : 0);
    };
  }

  /** On each stage, the first pass of a period and that of the one after it. */
  private int[][] periods(int shift) {
    Repetition repetition = base.repetition();
    long start = repetition.start() - repetition.length();
    TaskLog log = base.iteration().log();
    @Nullable Slot[] begins = new Slot[stages.size()];
    int[][] tasks = new int[stages.size()][2];
    for (int task = 0; task < like.length; task++) {
      if (log.entry(task) instanceof TaskLog.Pass pass && base.run().start(task) >= start) {
        Slot begin = begins[pass.stage()];
        if (begin == null) {
          begins[pass.stage()] = pass.slot();
          tasks[pass.stage()][0] = task;
        } else if (pass.slot().isLater(begin, shift)) {
          tasks[pass.stage()][1] = task;
        }
      }
    }
    return tasks;
  }

  /**
   * Seconds at other costs; empty where exchanges disturb passes in another way than before, which
   * takes a simulation.
   *
   * @param other the same plan at these costs
   * @param otherStages at these costs
   */
  OptionalDouble seconds(TrainingContext other, List<StageWork> otherStages) {
    int first = Math.min(TELLING, base.iteration().microBatches());
    IterationGraph beginning = base.iteration().beginning(other, otherStages, first);
    TaskGraph graph = beginning.build();
    if (!disturbsAlike(beginning, graph)) {
      return OptionalDouble.empty();
    }
    long[] ticks = new long[like.length];
    for (int task = 0; task < ticks.length; task++) {
      int same = like[task];
      ticks[task] = graph.delay(same) + Math.round(pace[task] * graph.work(same));
    }
    long[] starts = walk.starts(ticks);
    long end = 0;
    for (int task = 0; task < ticks.length; task++) {
      end = Math.max(end, starts[task] + ticks[task]);
    }
    // The slowest stage has its period at once, and the others sooner or later.
    long period = 0;
    for (int[] tasks : periods) {
      period = Math.max(period, starts[tasks[1]] - starts[tasks[0]]);
    }
    return OptionalDouble.of(Clock.seconds(end + base.repetition().times() * period));
  }

  private boolean disturbsAlike(IterationGraph beginning, TaskGraph graph) {
    if (graph.tasks() != telling.tasks()) {
      return false;
    }
    for (int task = 0; task < graph.tasks(); task++) {
      if (telling.work(task) == 0 && graph.work(task) > 0) {
        return false;
      }
      TaskLog.Entry entry = beginning.log().entry(task);
      if (entry.stage() >= 0 && !(entry instanceof TaskLog.Computation)) {
        for (int resource : beginning.tasksOf(entry.stage()).device.resources()) {
          double before = telling.demand(telling.profile(task), resource);
          double now = graph.demand(graph.profile(task), resource);
          if (Math.abs(now - before) > FELT_ALIKE * before) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /**
   * Seconds by {@link io.millrace.model.report.TimePart#ordinal()} of the stage that computes
   * longest.
   */
  double[] parts(TrainingContext other, List<StageWork> otherStages) {
    int stage = LoadedIteration.busiest(stages.size(), base::parts);
    double[] parts = base.parts(stage);
    List<Map<PassKind, PassWork>> before = stages.get(stage).passes();
    List<Map<PassKind, PassWork>> now = otherStages.get(stage).passes();
    for (int chunk = 0; chunk < before.size(); chunk++) {
      for (Map.Entry<PassKind, PassWork> pass : now.get(chunk).entrySet()) {
        PassWork old = before.get(chunk).get(pass.getKey());
        for (int part = 0; old != null && part < parts.length; part++) {
          double more = pass.getValue().segment().parts()[part] - old.segment().parts()[part];
          parts[part] = Math.max(0, parts[part] + other.microBatches() * more);
        }
      }
    }
    return parts;
  }
}
