package io.millrace.simulator.engine;

import static io.millrace.simulator.engine.TaskGraph.NO_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Runs that run out of a pool, stand still or never get going: all of them results. */
class UnfinishedRunTest {

  private final TaskGraphBuilder graph = TaskGraph.builder();

  @Test
  void aPoolKnowsItsPeakAndWhenItWasReached() {
    int pool = graph.pool(100, 10);
    int first = graph.delay(NO_STREAM, 10);
    int second = graph.delay(NO_STREAM, 10);
    graph.earliestStart(second, 4);
    graph.reservation(first, pool, 30, 30);
    graph.reservation(second, pool, 40, 40);

    Outcome outcome = new Engine().run(graph.build());

    assertThat(outcome.peak(pool)).isEqualTo(80);
    assertThat(outcome.peakTime(pool)).isEqualTo(4);
    assertThat(outcome.shortage()).isEmpty();
  }

  @Test
  void runningOutOfAPoolEndsTheRunAndSaysWhoWhereWhenAndByHowMuch() {
    int pool = graph.pool(100);
    int fits = graph.delay(NO_STREAM, 10);
    int tooMuch = graph.delay(NO_STREAM, 10);
    int later = graph.delay(NO_STREAM, 10);
    graph.earliestStart(tooMuch, 4);
    graph.earliestStart(later, 5);
    graph.reservation(fits, pool, 70, 70);
    graph.reservation(tooMuch, pool, 50, 50);

    Outcome outcome = new Engine().run(graph.build());

    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.shortage()).contains(new Shortage(tooMuch, pool, 4, 20));
    assertThat(outcome.blockage()).isEmpty();
    assertThat(outcome.end()).isEqualTo(4);
    assertThat(outcome.start(tooMuch)).isEqualTo(Outcome.NEVER);
    assertThat(outcome.finish(fits)).isEqualTo(Outcome.NEVER);
    assertThat(outcome.start(later)).isEqualTo(Outcome.NEVER);
  }

  @Test
  void countingOnShowsHowLargeThePoolWouldHaveToBe() {
    int pool = graph.pool(100);
    int first = graph.delay(NO_STREAM, 10);
    int second = graph.delay(NO_STREAM, 10);
    int third = graph.delay(NO_STREAM, 10);
    graph.earliestStart(second, 4);
    graph.earliestStart(third, 5);
    graph.reservation(first, pool, 70, 70);
    graph.reservation(second, pool, 50, 50);
    graph.reservation(third, pool, 60, 60);

    Outcome outcome = new Engine(ShortagePolicy.COUNT_ON).run(graph.build());

    assertThat(outcome.completed()).isTrue();
    assertThat(outcome.shortage()).contains(new Shortage(second, pool, 4, 20));
    assertThat(outcome.peak(pool)).isEqualTo(180);
    assertThat(outcome.peakTime(pool)).isEqualTo(5);
  }

  @Test
  void whatOneTaskTakesAnotherMayReturn() {
    int pool = graph.pool(10);
    int forward = graph.delay(NO_STREAM, 10);
    int backward = graph.delay(NO_STREAM, 10);
    graph.dependency(forward, backward);
    graph.reservation(forward, pool, 10, 0);
    graph.reservation(backward, pool, 0, 10);

    assertThat(new Engine().run(graph.build()).peak(pool)).isEqualTo(10);
  }

  @Test
  void returningMoreThanIsInUseIsAMistakeOfTheGraph() {
    int pool = graph.pool(10);
    graph.reservation(graph.delay(NO_STREAM, 1), pool, 3, 4);

    assertThatThrownBy(() -> new Engine().run(graph.build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task 0 returns 1 more to pool 0 than is in use");
  }

  @Test
  void aResourceWithoutCapacityStallsWhatNeedsIt() {
    int dead = graph.resource(0);
    int alive = graph.resource(10);
    int stalled = graph.task(graph.profile(new int[] {alive, dead}, new double[] {1, 1}), 5);
    int waiting = graph.delay(NO_STREAM, 10);
    graph.dependency(stalled, waiting);
    int other = graph.task(graph.profile(alive, 1), 10);

    Outcome outcome = new Engine().run(graph.build());

    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.start(stalled)).isZero();
    assertThat(outcome.timescale().seconds(outcome.finish(other))).isEqualTo(1);
    Blockage blockage = outcome.blockage().orElseThrow();
    assertThat(blockage.stalled()).containsExactly(stalled);
    assertThat(blockage.waiting()).containsExactly(waiting);
    assertThat(blockage.circle()).isEmpty();
  }

  @Test
  void aLimitOfZeroStalls() {
    graph.task(graph.profile(new int[0], new double[0], 0, 1), 1);

    assertThat(new Engine().run(graph.build()).blockage().orElseThrow().stalled())
        .containsExactly(0);
  }

  @Test
  void workOfZeroNeedsNoCapacity() {
    int dead = graph.resource(0);
    int task = graph.task(graph.profile(dead, 1), 0);

    assertThat(new Engine().run(graph.build()).finish(task)).isZero();
  }

  @Test
  void anEndBeyondTheClockNeverComes() {
    graph.task(graph.profile(graph.resource(1), 1), 1e9);
    int late = graph.delay(NO_STREAM, Long.MAX_VALUE);
    graph.earliestStart(late, 1);

    assertThat(new Engine().run(graph.build()).blockage().orElseThrow().stalled())
        .containsExactly(0, late);
  }

  @Test
  void streamsThatWaitForEachOtherAreNamedInACircle() {
    int one = graph.stream();
    int other = graph.stream();
    int firstOfOne = graph.delay(one, 1);
    int secondOfOne = graph.delay(one, 1);
    int firstOfOther = graph.delay(other, 1);
    int secondOfOther = graph.delay(other, 1);
    int fine = graph.delay(NO_STREAM, 5);
    int behind = graph.delay(NO_STREAM, 5);
    graph.dependency(secondOfOne, firstOfOther);
    graph.dependency(secondOfOther, firstOfOne);
    graph.dependency(secondOfOther, behind);

    Outcome outcome = new Engine().run(graph.build());

    assertThat(outcome.finish(fine)).isEqualTo(5);
    Blockage blockage = outcome.blockage().orElseThrow();
    assertThat(blockage.stalled()).isEmpty();
    assertThat(blockage.waiting())
        .containsExactly(firstOfOne, secondOfOne, firstOfOther, secondOfOther, behind);
    assertThat(blockage.circle())
        .containsExactly(firstOfOne, secondOfOther, firstOfOther, secondOfOne);
  }

  @Test
  void aCircleIsFoundBesideOtherThingsToWaitFor() {
    int stalled = graph.task(graph.profile(graph.resource(0), 1), 1);
    int behindStalled = graph.delay(NO_STREAM, 1);
    int one = graph.delay(NO_STREAM, 1);
    int other = graph.delay(NO_STREAM, 1);
    int behindCircle = graph.delay(NO_STREAM, 1);
    graph.dependency(stalled, behindStalled);
    graph.dependency(one, other);
    graph.dependency(other, one);
    graph.dependency(behindStalled, one);
    graph.dependency(behindStalled, other);
    graph.dependency(other, behindCircle);

    Blockage blockage = new Engine().run(graph.build()).blockage().orElseThrow();

    assertThat(blockage.stalled()).containsExactly(stalled);
    assertThat(blockage.circle()).containsExactly(one, other);
  }

  @Test
  void aTaskThatWaitsForItselfIsACircleOfOne() {
    int task = graph.delay(NO_STREAM, 1);
    graph.dependency(task, task);

    assertThat(new Engine().run(graph.build()).blockage().orElseThrow().circle())
        .containsExactly(task);
  }

  @Test
  void workDoneBeforeTheRunStopsCountsAsUsed() {
    int link = graph.resource(10);
    int pool = graph.pool(1);
    graph.task(graph.profile(link, 2), 100);
    int tooMuch = graph.delay(NO_STREAM, 1);
    graph.earliestStart(tooMuch, Timescale.PICOSECONDS.ticks(3));
    graph.reservation(tooMuch, pool, 2, 2);

    assertThat(new Engine().run(graph.build()).used(link)).isEqualTo(30, within(1e-9));
  }
}
