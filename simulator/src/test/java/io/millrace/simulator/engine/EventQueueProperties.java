package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The heap against a sorted set of the JDK. */
class EventQueueProperties {

  private static final int IDS = 300;

  private enum Action {
    SCHEDULE,
    CANCEL,
    POLL
  }

  /** Something done to the queue; time and priority matter to {@link Action#SCHEDULE} only. */
  record Step(Action action, int id, long time, int priority) {}

  private record Event(long time, int priority, int sequence, int id) {}

  @Property
  void eventsComeInTheOrderOfTimePriorityAndSequence(@ForAll("steps") List<Step> steps) {
    EventQueue queue = new EventQueue();
    queue.reset(IDS);
    TreeSet<Event> expected =
        new TreeSet<>(
            Comparator.comparingLong(Event::time)
                .thenComparingInt(Event::priority)
                .thenComparingInt(Event::sequence));
    int sequence = 0;
    for (Step step : steps) {
      switch (step.action) {
        case SCHEDULE -> {
          expected.removeIf(event -> event.id == step.id);
          expected.add(new Event(step.time, step.priority, sequence++, step.id));
          queue.schedule(step.id, step.time, step.priority);
        }
        case CANCEL -> {
          expected.removeIf(event -> event.id == step.id);
          queue.cancel(step.id);
        }
        case POLL -> {
          if (!expected.isEmpty()) {
            assertThat(queue.nextTime()).isEqualTo(expected.getFirst().time);
            assertThat(queue.poll()).isEqualTo(expected.pollFirst().id);
          }
        }
      }
      assertThat(queue.size()).isEqualTo(expected.size());
    }
    while (!expected.isEmpty()) {
      assertThat(queue.poll()).isEqualTo(expected.pollFirst().id);
    }
    assertThat(queue.isEmpty()).isTrue();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Action.SCHEDULE, Action.SCHEDULE, Action.CANCEL, Action.POLL),
            Arbitraries.integers().between(0, IDS - 1),
            Arbitraries.longs().between(0, 50),
            Arbitraries.integers().between(-2, 2))
        .as(Step::new)
        .list()
        .ofMaxSize(400);
  }
}
