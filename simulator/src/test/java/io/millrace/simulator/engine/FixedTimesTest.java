package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Graphs whose tasks take known times. */
class FixedTimesTest {
  private final TaskGraphBuilder graph = TaskGraph.builder();

  private long[] starts(long... ticks) {
    return new FixedTimes(graph.build()).starts(ticks);
  }

  @Test
  void tasksOfAStreamFollowEachOther() {
    int stream = graph.stream();
    graph.delay(stream, 1);
    graph.delay(stream, 1);
    graph.delay(stream, 1);

    assertThat(starts(3, 4, 5)).containsExactly(0, 3, 7);
  }

  @Test
  void aTaskStartsAfterTheLastThatItWaitsFor() {
    int waiting = graph.delay(graph.stream(), 1);
    int early = graph.delay(graph.stream(), 1);
    int late = graph.delay(graph.stream(), 1);
    graph.dependency(early, waiting);
    graph.dependency(late, waiting);

    assertThat(starts(1, 5, 9)).containsExactly(9, 0, 0);
  }

  /** Two that share a resource take twice as long in a run; here their times are given. */
  @Test
  void nothingIsShared() {
    int profile = graph.profile(graph.resource(1), 1);
    graph.task(profile, 1);
    graph.task(profile, 1);

    assertThat(starts(2, 2)).containsExactly(0, 0);
  }

  @Test
  void tellsWhatARunTellsWhereNothingIsShared() {
    TaskGraphBuilder chains = TaskGraph.builder();
    int first = chains.stream();
    int second = chains.stream();
    for (int i = 0; i < 20; i++) {
      int sender = chains.delay(first, 3 + i % 4);
      int receiver = chains.delay(second, 4);
      chains.dependency(sender, receiver);
    }
    TaskGraph built = chains.build();
    Outcome outcome = new Engine().run(built);
    long[] ticks = new long[built.tasks()];
    for (int task = 0; task < ticks.length; task++) {
      ticks[task] = built.delay(task);
    }
    long[] starts = new FixedTimes(built).starts(ticks);

    for (int task = 0; task < ticks.length; task++) {
      assertThat(starts[task]).isEqualTo(outcome.start(task));
    }
  }

  @Test
  void refusesCircles() {
    int one = graph.delay(graph.stream(), 1);
    int other = graph.delay(graph.stream(), 1);
    graph.dependency(one, other);
    graph.dependency(other, one);
    TaskGraph circle = graph.build();

    assertThatThrownBy(() -> new FixedTimes(circle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 of 2");
  }
}
