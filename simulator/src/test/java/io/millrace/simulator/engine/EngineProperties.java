package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of the run of any graph; the graphs are drawn from a seed. */
class EngineProperties {

  private static final int STREAMS = 3;
  private static final int RESOURCES = 4;
  private static final int POOLS = 2;
  private static final Timescale CLOCK = Timescale.PICOSECONDS;

  /** A graph with all there is in it, and the dependencies it was made with. */
  private record Sample(TaskGraph graph, List<int[]> dependencies, List<Long> earliest) {

    static Sample of(long seed, int tasks) {
      Random random = new Random(seed);
      TaskGraphBuilder graph = TaskGraph.builder();
      for (int i = 0; i < RESOURCES; i++) {
        graph.resource(1 + random.nextInt(20));
      }
      for (int i = 0; i < POOLS; i++) {
        graph.pool(Long.MAX_VALUE / 2);
      }
      for (int i = 0; i < STREAMS; i++) {
        graph.stream();
      }
      List<int[]> dependencies = new ArrayList<>();
      List<Long> earliest = new ArrayList<>();
      int[] lastOfStream = new int[STREAMS];
      Arrays.fill(lastOfStream, -1);
      for (int i = 0; i < tasks; i++) {
        int stream = random.nextInt(STREAMS + 1) - 1;
        double work = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 10;
        long delay = random.nextBoolean() ? 0 : CLOCK.ticks(random.nextDouble());
        int task = graph.task(stream, profile(graph, random), work, delay);
        if (stream >= 0) {
          if (lastOfStream[stream] >= 0) {
            dependencies.add(new int[] {lastOfStream[stream], task});
          }
          lastOfStream[stream] = task;
        }
        for (int j = random.nextInt(3); j > 0 && task > 0; j--) {
          int before = random.nextInt(task);
          graph.dependency(before, task);
          dependencies.add(new int[] {before, task});
        }
        earliest.add(random.nextInt(4) > 0 ? 0 : CLOCK.ticks(random.nextDouble() * 5));
        graph.earliestStart(task, earliest.getLast());
        if (random.nextInt(3) == 0) {
          int taken = random.nextInt(100);
          graph.reservation(task, random.nextInt(POOLS), taken, random.nextInt(taken + 1));
        }
        graph.priority(task, random.nextInt(3));
      }
      return new Sample(graph.build(), dependencies, earliest);
    }

    private static int profile(TaskGraphBuilder graph, Random random) {
      int[] resources = random.ints(random.nextInt(4), 0, RESOURCES).toArray();
      double[] demands = random.doubles(resources.length, 0.1, 3).toArray();
      double limit = 0.5 + random.nextInt(5);
      return graph.profile(resources, demands, limit, random.nextBoolean() ? limit : 1);
    }
  }

  @Property(tries = 300)
  void everyTaskStartsAfterItsPredecessorsAndNotBeforeItsTime(
      @ForAll long seed, @ForAll @IntRange(max = 60) int tasks) {
    Sample sample = Sample.of(seed, tasks);
    Outcome outcome = new Engine().run(sample.graph);

    assertThat(outcome.completed()).isTrue();
    for (int[] dependency : sample.dependencies) {
      assertThat(outcome.start(dependency[1]))
          .isGreaterThanOrEqualTo(outcome.finish(dependency[0]));
    }
    for (int task = 0; task < tasks; task++) {
      assertThat(outcome.start(task)).isGreaterThanOrEqualTo(sample.earliest.get(task));
      assertThat(outcome.finish(task) - outcome.start(task))
          .isGreaterThanOrEqualTo(sample.graph.delay(task));
      assertThat(outcome.finish(task)).isLessThanOrEqualTo(outcome.end());
    }
  }

  @Property(tries = 300)
  void rateOverTimeAddsUpToTheWorkAndNoResourceIsOverdrawn(
      @ForAll long seed, @ForAll @IntRange(max = 60) int tasks) {
    TaskGraph graph = Sample.of(seed, tasks).graph;
    Integrator integrator = new Integrator(graph);
    Outcome outcome = new Engine().run(graph, integrator);

    double[] used = new double[RESOURCES];
    for (int task = 0; task < tasks; task++) {
      assertThat(integrator.done[task]).isCloseTo(graph.work(task), within(1e-9));
      for (int resource = 0; resource < RESOURCES; resource++) {
        used[resource] += demand(graph, task, resource) * graph.work(task);
      }
    }
    for (int resource = 0; resource < RESOURCES; resource++) {
      assertThat(outcome.used(resource)).isCloseTo(used[resource], within(1e-9));
      assertThat(outcome.used(resource))
          .isLessThanOrEqualTo(
              graph.capacity(resource) * CLOCK.seconds(outcome.end()) * (1 + 1e-9));
    }
  }

  @Property(tries = 300)
  void poolsAreNeverBelowZeroAndThePeakIsTheHighestLevelSeen(
      @ForAll long seed, @ForAll @IntRange(max = 60) int tasks) {
    TaskGraph graph = Sample.of(seed, tasks).graph;
    long[] highest = new long[POOLS];
    Outcome outcome =
        new Engine()
            .run(
                graph,
                new EngineObserver() {
                  @Override
                  public void poolLevel(int pool, long level, long time) {
                    assertThat(level).isNotNegative();
                    highest[pool] = Math.max(highest[pool], level);
                  }
                });

    for (int pool = 0; pool < POOLS; pool++) {
      assertThat(outcome.peak(pool)).isEqualTo(highest[pool]);
    }
  }

  @Property(tries = 100)
  void theSameGraphGivesTheSameBitsInAnyEngine(
      @ForAll long seed, @ForAll @IntRange(max = 60) int tasks) {
    Engine used = new Engine();
    used.run(Sample.of(seed + 1, 80).graph);
    TaskGraph graph = Sample.of(seed, tasks).graph;

    Outcome first = new Engine().run(graph);
    for (Outcome again : List.of(used.run(graph), used.run(Sample.of(seed, tasks).graph))) {
      assertThat(again.end()).isEqualTo(first.end());
      assertThat(again.effort()).isEqualTo(first.effort());
      for (int task = 0; task < tasks; task++) {
        assertThat(again.start(task)).isEqualTo(first.start(task));
        assertThat(again.finish(task)).isEqualTo(first.finish(task));
      }
      for (int resource = 0; resource < RESOURCES; resource++) {
        assertThat(again.used(resource)).isEqualTo(first.used(resource));
      }
    }
  }

  @Property(tries = 300)
  void moreOfASingleResourceIsNeverLater(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int tasks) {
    Outcome scarce = single(seed, tasks, 4);
    Outcome ample = single(seed, tasks, 5);

    for (int task = 0; task < tasks; task++) {
      // Each rounding of a finish may cost a tick.
      assertThat(ample.finish(task)).isLessThanOrEqualTo(scarce.finish(task) + tasks);
    }
  }

  private static Outcome single(long seed, int tasks, double capacity) {
    Random random = new Random(seed);
    TaskGraphBuilder graph = TaskGraph.builder();
    int[] resource = {graph.resource(capacity)};
    for (int i = 0; i < tasks; i++) {
      double[] demand = {random.nextDouble() + 0.1};
      int profile = graph.profile(resource, demand, random.nextInt(1, 5), random.nextInt(1, 3));
      graph.earliestStart(graph.task(profile, random.nextDouble()), random.nextLong(1L << 40));
    }
    return new Engine().run(graph.build());
  }

  private static double demand(TaskGraph graph, int task, int resource) {
    DemandProfiles profiles = graph.profiles;
    int profile = graph.profile(task);
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      if (profiles.resource[entry] == resource) {
        return profiles.demand[entry];
      }
    }
    return 0;
  }

  /** Adds up rate over time from what an observer sees, and watches the load. */
  private static final class Integrator implements EngineObserver {
    private final TaskGraph graph;
    private final double[] rate;
    private final double[] done;
    private long last;

    Integrator(TaskGraph graph) {
      this.graph = graph;
      rate = new double[graph.tasks()];
      done = new double[graph.tasks()];
    }

    @Override
    public void rateChanged(int task, double newRate, long time) {
      advance(time);
      rate[task] = newRate;
    }

    @Override
    public void taskFinished(int task, long time) {
      advance(time);
      rate[task] = 0;
    }

    private void advance(long time) {
      if (time > last) {
        double[] load = new double[RESOURCES];
        for (int task = 0; task < rate.length; task++) {
          done[task] += rate[task] * CLOCK.seconds(time - last);
          for (int resource = 0; resource < RESOURCES; resource++) {
            load[resource] += demand(graph, task, resource) * rate[task];
          }
        }
        for (int resource = 0; resource < RESOURCES; resource++) {
          assertThat(load[resource]).isLessThanOrEqualTo(graph.capacity(resource) * (1 + 1e-9));
        }
        last = time;
      }
    }
  }
}
