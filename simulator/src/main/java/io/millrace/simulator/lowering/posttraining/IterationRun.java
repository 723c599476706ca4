package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.Kind;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.ShortagePolicy;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.engine.Timescale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Some iterations as a task graph, run once. */
final class IterationRun {
  private static final int NONE = -1;
  private static final Timescale TIMESCALE = Timescale.PICOSECONDS;

  private final PostTrainingScenario scenario;
  private final List<PlacedCall> calls;
  private final ProgramOrder order;
  private final int iterations;
  private final TaskGraphBuilder graph = TaskGraph.builder();
  private final RunMemory memory;
  private final Flows flows;
  private final List<Marked> marks = new ArrayList<>();
  private final List<Moving> moving = new ArrayList<>();

  /** By iteration and call. */
  private final int[][] ends;

  /** The last task of each call so far. */
  private final int[] lastEnd;

  /** A task that takes the time of something to show. */
  private record Marked(int task, int call, int iteration, Kind kind) {}

  /** Tasks that make up something that travels. */
  private record Moving(int call, int iteration, Flows.Shipment shipment, int begin, int end) {}

  IterationRun(PostTrainingScenario scenario, List<PlacedCall> calls, int iterations) {
    this.scenario = scenario;
    this.calls = calls;
    this.iterations = iterations;
    this.order =
        new ProgramOrder(
            scenario.workload().dataflow(), scenario.workload().asynchrony().staleness());
    double capacity = scenario.cluster().device().mainMemory().capacity().count();
    this.memory = new RunMemory(graph, TIMESCALE, calls, scenario.cluster().devices(), capacity);
    this.flows = new Flows(scenario, calls, graph);
    this.ends = new int[iterations][calls.size()];
    this.lastEnd = new int[calls.size()];
    Arrays.fill(lastEnd, NONE);
  }

  /**
   * Runs it.
   *
   * @param shown iterations in the result
   */
  PostTrainingRun run(int shown) {
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int place = 0; place < calls.size(); place++) {
        add(iteration, order.call(place));
      }
    }
    Outcome outcome = new Engine(ShortagePolicy.COUNT_ON).run(graph.build(), memory);
    if (!outcome.completed()) {
      throw new IllegalStateException("iterations do not end: " + outcome.blockage());
    }
    List<Activity> activities =
        marks.stream()
            .filter(it -> it.iteration() < shown)
            .map(it -> activity(it, outcome))
            .filter(it -> it.kind() == Kind.CALL || it.end() > it.start())
            .sorted(Comparator.comparingDouble(Activity::start))
            .toList();
    List<Movement> movements =
        moving.stream()
            .filter(it -> it.iteration() < shown)
            .map(it -> movement(it, outcome))
            .sorted(Comparator.comparingDouble(Movement::start))
            .toList();
    double end = activities.stream().mapToDouble(Activity::end).max().orElse(0);
    return new PostTrainingRun(
        pace(outcome) + scenario.framework().iteration().seconds(),
        Math.min(shown, iterations),
        activities,
        movements,
        memory.until(end));
  }

  /** From the middle of the run to its end, over a number of iterations that 1, 2 and 3 divide. */
  private double pace(Outcome outcome) {
    int last = iterations - 1;
    int span = Math.max(1, Math.min(last, iterations / 2 / 6 * 6));
    ToDoubleFunction<Integer> end =
        iteration -> {
          long latest = 0;
          for (int task : ends[iteration]) {
            latest = Math.max(latest, outcome.finish(task));
          }
          return TIMESCALE.seconds(latest);
        };
    return (end.applyAsDouble(last) - end.applyAsDouble(last - span)) / span;
  }

  private void add(int iteration, int call) {
    PlacedCall it = calls.get(call);
    int begin = graph.delay(TaskGraph.NO_STREAM, 0);
    await(begin, iteration, call);
    int ready = begin;
    if (it.evicts()) {
      double seconds = it.arrival().map(PlacedCall.Arrival::offloadSeconds).orElse(0.0);
      ready = timed(ready, seconds, call, iteration, Kind.OFFLOAD);
      memory.evict(graph, ready, it);
    }
    int entered = after(ready);
    memory.enter(graph, entered, it);
    ready = entered;
    if (it.arrival().isPresent()) {
      ready = arrive(ready, iteration, call, it.arrival().get());
    }
    int ran = timed(ready, it.seconds(), call, iteration, Kind.CALL);
    int end = after(ran);
    for (Flows.Shipment shipment : flows.data(call)) {
      int arrived = ship(shipment, ready, call, iteration);
      graph.dependency(arrived, end);
    }
    memory.leave(graph, end, it);
    if (it.evicts()) {
      end = after(end);
      memory.restore(graph, end, it);
    }
    ends[iteration][call] = end;
    lastEnd[call] = end;
  }

  private void await(int task, int iteration, int call) {
    for (int other = 0; other < calls.size(); other++) {
      boolean reads = (order.sources(call) >> other & 1) == 1;
      boolean shares = other == call || calls.get(call).overlaps(calls.get(other));
      if ((reads || shares) && lastEnd[other] != NONE) {
        graph.dependency(lastEnd[other], task);
      }
    }
    int update = order.update(call);
    int version = iteration - order.age(call);
    if (update >= 0 && version >= 0) {
      graph.dependency(ends[version][update], task);
    }
  }

  private int arrive(int before, int iteration, int call, PlacedCall.Arrival arrival) {
    int ready = before;
    if (!calls.get(call).evicts()) {
      ready = timed(ready, arrival.offloadSeconds(), call, iteration, Kind.OFFLOAD);
    }
    for (Flows.Shipment shipment : flows.weights(call)) {
      ready = ship(shipment, ready, call, iteration);
      marks.add(new Marked(ready, call, iteration, Kind.WEIGHTS));
    }
    return timed(ready, arrival.loadSeconds(), call, iteration, Kind.LOAD);
  }

  private int ship(Flows.Shipment shipment, int before, int call, int iteration) {
    int arrived = graph.delay(TaskGraph.NO_STREAM, 0);
    graph.dependency(before, arrived);
    for (Flows.Flow flow : shipment.flows()) {
      int task = graph.task(flow.profile(), flow.bytes());
      graph.dependency(before, task);
      graph.dependency(task, arrived);
    }
    moving.add(new Moving(call, iteration, shipment, before, arrived));
    return arrived;
  }

  private int after(int task) {
    int next = graph.delay(TaskGraph.NO_STREAM, 0);
    graph.dependency(task, next);
    return next;
  }

  private int timed(int before, double seconds, int call, int iteration, Kind kind) {
    int task = graph.delay(TaskGraph.NO_STREAM, TIMESCALE.ticks(seconds));
    graph.dependency(before, task);
    marks.add(new Marked(task, call, iteration, kind));
    return task;
  }

  private Activity activity(Marked mark, Outcome outcome) {
    PlacedCall call = calls.get(mark.call());
    Optional<DeviceMesh> mesh = call.placement().map(CallPlacement::mesh);
    double end = TIMESCALE.seconds(outcome.finish(mark.task()));
    double start = TIMESCALE.seconds(outcome.start(mark.task()));
    if (mark.kind() == Kind.WEIGHTS) {
      start =
          moving.stream()
              .filter(it -> it.end() == mark.task())
              .mapToDouble(it -> TIMESCALE.seconds(outcome.finish(it.begin())))
              .findFirst()
              .orElse(start);
    }
    return new Activity(call.call().name(), mark.iteration(), mark.kind(), mesh, start, end);
  }

  private Movement movement(Moving it, Outcome outcome) {
    return new Movement(
        calls.get(it.call()).call().name(),
        it.iteration(),
        it.shipment().what(),
        it.shipment().from(),
        it.shipment().to(),
        it.shipment().bytes(),
        it.shipment().flows().size(),
        TIMESCALE.seconds(outcome.finish(it.begin())),
        TIMESCALE.seconds(outcome.finish(it.end())));
  }
}
