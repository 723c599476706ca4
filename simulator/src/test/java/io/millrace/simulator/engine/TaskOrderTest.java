package io.millrace.simulator.engine;

import static io.millrace.simulator.engine.TaskGraph.NO_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When tasks start, and in which order. */
class TaskOrderTest {

  private final TaskGraphBuilder graph = TaskGraph.builder();

  @Test
  void aTaskStartsWhenTheLastOfItsPredecessorsHasFinished() {
    int top = graph.delay(NO_STREAM, 5);
    int left = graph.delay(NO_STREAM, 10);
    int right = graph.delay(NO_STREAM, 30);
    int bottom = graph.delay(NO_STREAM, 2);
    graph.dependency(top, left);
    graph.dependency(top, right);
    graph.dependency(left, bottom);
    graph.dependency(right, bottom);

    Outcome outcome = run();

    assertThat(outcome.start(left)).isEqualTo(5);
    assertThat(outcome.start(right)).isEqualTo(5);
    assertThat(outcome.start(bottom)).isEqualTo(35);
    assertThat(outcome.end()).isEqualTo(37);
  }

  @Test
  void aStreamRunsItsTasksOneAfterTheOtherInTheOrderTheyWereAdded() {
    int stream = graph.stream();
    int blocker = graph.delay(NO_STREAM, 100);
    int first = graph.delay(stream, 10);
    int second = graph.delay(stream, 10);
    graph.dependency(blocker, first);

    Outcome outcome = run();

    // The second could start at once but for its place in the stream.
    assertThat(outcome.start(first)).isEqualTo(100);
    assertThat(outcome.start(second)).isEqualTo(110);
  }

  @Test
  void streamsRunBesideEachOther() {
    int one = graph.stream();
    int other = graph.stream();
    graph.delay(one, 10);
    graph.delay(other, 10);

    assertThat(run().end()).isEqualTo(10);
  }

  @Test
  void noTaskStartsBeforeItsEarliestTime() {
    int early = graph.delay(NO_STREAM, 10);
    int late = graph.delay(NO_STREAM, 1);
    graph.dependency(early, late);
    graph.earliestStart(early, 3);
    graph.earliestStart(late, 50);

    Outcome outcome = run();

    assertThat(outcome.start(early)).isEqualTo(3);
    assertThat(outcome.start(late)).isEqualTo(50);
  }

  @Test
  void tasksReadyAtOneInstantStartInTheOrderOfTheirPriority() {
    int first = graph.delay(NO_STREAM, 1);
    int second = graph.delay(NO_STREAM, 1);
    int third = graph.delay(NO_STREAM, 1);
    graph.priority(first, 1);
    graph.priority(third, -1);

    assertThat(starts()).containsExactly(third, second, first);
  }

  @Test
  void whatEndsAtAnInstantEndsBeforeAnythingStarts() {
    int pool = graph.pool(1);
    int holder = graph.delay(NO_STREAM, 10);
    int next = graph.delay(NO_STREAM, 10);
    graph.earliestStart(next, 10);
    graph.reservation(holder, pool, 1, 1);
    graph.reservation(next, pool, 1, 1);

    assertThat(run().shortage()).isEmpty();
  }

  @Test
  void tasksOfNoDurationRunThroughInOneInstant() {
    int before = graph.delay(NO_STREAM, 10);
    for (int i = 0; i < 1000; i++) {
      int task = graph.task(TaskGraphBuilder.IDLE, 0);
      graph.dependency(task - 1, task);
    }

    Outcome outcome = run();

    assertThat(outcome.finish(before + 1000)).isEqualTo(10);
  }

  @Test
  void anEmptyGraphEndsAtOnce() {
    Outcome outcome = run();

    assertThat(outcome.end()).isZero();
  }

  @Test
  void theObserverSeesEverythingInOrder() {
    int link = graph.resource(1e12);
    int pool = graph.pool(10, 2);
    int task = graph.task(NO_STREAM, graph.profile(link, 1), 5, 3);
    graph.reservation(task, pool, 4, 5);

    List<String> seen = new ArrayList<>();
    new Engine()
        .run(
            graph.build(),
            new EngineObserver() {
              @Override
              public void taskStarted(int task, long time) {
                seen.add("start " + task + " at " + time);
              }

              @Override
              public void rateChanged(int task, double rate, long time) {
                seen.add("rate " + rate + " at " + time);
              }

              @Override
              public void taskFinished(int task, long time) {
                seen.add("finish " + task + " at " + time);
              }

              @Override
              public void poolLevel(int pool, long level, long time) {
                seen.add("pool at " + level + " at " + time);
              }
            });

    assertThat(seen)
        .containsExactly(
            "pool at 6 at 0",
            "start 0 at 0",
            "rate 1.0E12 at 3",
            "pool at 1 at 8",
            "finish 0 at 8");
  }

  @Test
  void anEngineCanBeUsedAgainForAnotherGraph() {
    Engine engine = new Engine();
    int link = graph.resource(10);
    int profile = graph.profile(link, 1);
    graph.task(profile, 10);
    graph.task(profile, 30);
    TaskGraph shared = graph.build();
    TaskGraphBuilder small = TaskGraph.builder();
    small.delay(NO_STREAM, 3);

    long before = engine.run(shared).end();
    assertThat(engine.run(small.build()).end()).isEqualTo(3);
    assertThat(engine.run(shared).end()).isEqualTo(before);
  }

  private List<Integer> starts() {
    List<Integer> started = new ArrayList<>();
    new Engine()
        .run(
            graph.build(),
            new EngineObserver() {
              @Override
              public void taskStarted(int task, long time) {
                started.add(task);
              }
            });
    return started;
  }

  private Outcome run() {
    Outcome outcome = new Engine().run(graph.build());
    assertThat(outcome.completed()).isTrue();
    return outcome;
  }
}
