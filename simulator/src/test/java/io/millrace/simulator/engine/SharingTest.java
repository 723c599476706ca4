package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times of activities that share resources, by closed forms. */
class SharingTest {

  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

  private final TaskGraphBuilder graph = TaskGraph.builder();

  @Test
  void anActivityAloneTakesWorkOverCapacity() {
    int link = graph.resource(4);
    int flow = graph.task(graph.profile(link, 1), 8);

    assertThat(seconds(run(), flow)).isEqualTo(2);
  }

  @Test
  void twoActivitiesShareALinkEqually() {
    int link = graph.resource(10);
    int profile = graph.profile(link, 1);
    int small = graph.task(profile, 10);
    int large = graph.task(profile, 30);

    Outcome outcome = run();

    // 5/s each until the small one ends at 2 s; then 20 are left at 10/s.
    assertThat(seconds(outcome, small)).isEqualTo(2);
    assertThat(seconds(outcome, large)).isEqualTo(4);
  }

  @Test
  void oneThatComesLaterSlowsDownTheFirst() {
    int link = graph.resource(10);
    int profile = graph.profile(link, 1);
    int first = graph.task(profile, 20);
    int second = graph.task(profile, 20);
    graph.earliestStart(second, ticks(1));

    Outcome outcome = run();

    // Alone for 1 s, 10 left at 5/s until 3 s; the second has 10 left then, alone.
    assertThat(seconds(outcome, first)).isEqualTo(3);
    assertThat(seconds(outcome, second)).isEqualTo(4);
  }

  @Test
  void anActivityBelowItsShareLeavesTheRestToOthers() {
    int link = graph.resource(10);
    int slow = graph.task(graph.profile(new int[] {link}, new double[] {1}, 2, 1), 2);
    int fast = graph.task(graph.profile(link, 1), 8);

    Outcome outcome = run();

    assertThat(seconds(outcome, slow)).isEqualTo(1);
    assertThat(seconds(outcome, fast)).isEqualTo(1);
  }

  @Test
  void sharesFollowTheWeights() {
    int link = graph.resource(12);
    int light = graph.task(graph.profile(new int[] {link}, new double[] {1}, UNLIMITED, 1), 3);
    int heavy = graph.task(graph.profile(new int[] {link}, new double[] {1}, UNLIMITED, 3), 9);

    Outcome outcome = run();

    // 3/s and 9/s: both end after a second.
    assertThat(seconds(outcome, light)).isEqualTo(1);
    assertThat(seconds(outcome, heavy)).isEqualTo(1);
  }

  @Test
  void anActivityIsAsSlowAsTheScarcestOfItsResources() {
    int arithmetic = graph.resource(100);
    int memory = graph.resource(10);
    int computeBound = graph.profile(new int[] {arithmetic, memory}, new double[] {1, 1.0 / 20});
    int memoryBound = graph.profile(new int[] {arithmetic, memory}, new double[] {1, 1.0 / 4});
    int compute = graph.task(computeBound, 400);
    int stream = graph.task(memoryBound, 400);
    graph.dependency(compute, stream);

    Outcome outcome = run();

    // The roofline: 400/100 s, then (400/4)/10 s.
    assertThat(seconds(outcome, compute)).isEqualTo(4);
    assertThat(seconds(outcome, stream)).isEqualTo(4 + 10);
  }

  @Test
  void overlapSlowsBothSidesAlikeWhenWeightsAreLimits() {
    int memory = graph.resource(100);
    // Alone they take 80 and 60 of the 100: together both run at 100/140 of their own speed.
    int kernel = graph.task(graph.profile(new int[] {memory}, new double[] {8}, 10, 10), 100);
    int copy = graph.task(graph.profile(new int[] {memory}, new double[] {1}, 60, 60), 600);

    Outcome outcome = run();

    assertThat(seconds(outcome, kernel)).isEqualTo(14);
    assertThat(seconds(outcome, copy)).isEqualTo(14);
  }

  @Test
  void oneActivityOfManyfoldDemandStandsForMany() {
    int link = graph.resource(12);
    int five = graph.task(graph.profile(link, 5), 2);
    int one = graph.task(graph.profile(link, 1), 4);

    Outcome outcome = run();

    // Six share 12/s: 2/s each. After a second the single one goes on alone at 12/s.
    assertThat(seconds(outcome, five)).isEqualTo(1);
    assertThat(outcome.finish(one)).isEqualTo(ticks(1 + 2.0 / 12));
  }

  @Test
  void aBottleneckElsewhereIsMadeUseOf() {
    // Bertsekas and Gallager's example: the long flow is held at 1/3 on the crowded link, and the
    // flow it meets on the other link gets the remaining 2/3.
    int crowded = graph.resource(1);
    int other = graph.resource(1);
    int onCrowded = graph.profile(crowded, 1);
    int onBoth = graph.profile(new int[] {crowded, other}, new double[] {1, 1});
    graph.task(onCrowded, 1);
    graph.task(onCrowded, 1);
    graph.task(onBoth, 1);
    int beside = graph.task(graph.profile(other, 1), 2);

    assertThat(seconds(run(), beside)).isEqualTo(3);
  }

  @Test
  void workWithoutDemandTakesWorkOverItsLimit() {
    int thinking = graph.task(graph.profile(new int[0], new double[0], 5, 1), 10);

    assertThat(seconds(run(), thinking)).isEqualTo(2);
  }

  @Test
  void workThatNothingLimitsTakesNoTime() {
    int instant = graph.task(TaskGraphBuilder.IDLE, 1e30);
    int next = graph.delay(TaskGraph.NO_STREAM, 7);
    graph.dependency(instant, next);

    Outcome outcome = run();

    assertThat(outcome.finish(instant)).isZero();
    assertThat(outcome.finish(next)).isEqualTo(7);
  }

  @Test
  void aDelayComesBeforeTheWorkAndDrawsOnNothing() {
    int link = graph.resource(10);
    int profile = graph.profile(link, 1);
    int delayed = graph.task(TaskGraph.NO_STREAM, profile, 10, ticks(3));
    int other = graph.task(profile, 30);

    Outcome outcome = run();

    assertThat(outcome.start(delayed)).isZero();
    assertThat(seconds(outcome, other)).isEqualTo(3);
    assertThat(seconds(outcome, delayed)).isEqualTo(4);
  }

  @Test
  void whatWasUsedOfAResourceIsWhatTheTasksAskedFor() {
    int arithmetic = graph.resource(100);
    int memory = graph.resource(10);
    int idle = graph.resource(1);
    int profile = graph.profile(new int[] {arithmetic, memory}, new double[] {2, 0.5});
    graph.task(profile, 30);
    graph.task(profile, 12);

    Outcome outcome = run();

    assertThat(outcome.used(arithmetic)).isEqualTo(84);
    assertThat(outcome.used(memory)).isEqualTo(21);
    assertThat(outcome.used(idle)).isZero();
  }

  @Test
  void changesOfOneInstantAreSharedOutOnce() {
    int link = graph.resource(10);
    int profile = graph.profile(link, 1);
    for (int i = 0; i < 50; i++) {
      graph.task(profile, 1);
    }

    Outcome.Effort effort = run().effort();

    // Once when all start, once when all have gone.
    assertThat(effort.solves()).isEqualTo(2);
    assertThat(effort.rateChanges()).isEqualTo(50);
  }

  @Test
  void anActivityWhoseRateStaysIsLeftAlone() {
    int one = graph.profile(graph.resource(10), 1);
    int other = graph.profile(graph.resource(10), 1);
    graph.task(one, 1000);
    for (int i = 0; i < 20; i++) {
      int task = graph.task(other, 1);
      graph.earliestStart(task, ticks(i));
    }

    assertThat(run().effort().rateChanges()).isEqualTo(21);
  }

  @Test
  void aCoarserClockTellsTheSameTimes() {
    TaskGraphBuilder months = TaskGraph.builder(new Timescale(1000));
    int task = months.task(months.profile(months.resource(1), 1), 31_536_000.0);

    Outcome outcome = new Engine().run(months.build());

    assertThat(outcome.timescale().seconds(outcome.finish(task))).isEqualTo(31_536_000);
  }

  private Outcome run() {
    Outcome outcome = new Engine().run(graph.build());
    assertThat(outcome.completed()).isTrue();
    return outcome;
  }

  private static long ticks(double seconds) {
    return Timescale.PICOSECONDS.ticks(seconds);
  }

  private static double seconds(Outcome outcome, int task) {
    return outcome.timescale().seconds(outcome.finish(task));
  }
}
