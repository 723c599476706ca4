package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final EventQueue queue = new EventQueue();

  @BeforeEach
  void prepare() {
    queue.reset(10);
  }

  @Test
  void theEarliestComesFirst() {
    queue.schedule(1, 30, 0);
    queue.schedule(2, 10, 0);
    queue.schedule(3, 20, 0);

    assertThat(queue.nextTime()).isEqualTo(10);
    assertThat(drain()).containsExactly(2, 3, 1);
  }

  @Test
  void ofOneTimeTheSmallerPriorityComesFirst() {
    queue.schedule(1, 10, 5);
    queue.schedule(2, 10, -5);
    queue.schedule(3, 10, -EventQueue.MAX_PRIORITY);
    queue.schedule(4, 10, EventQueue.MAX_PRIORITY);

    assertThat(drain()).containsExactly(3, 2, 1, 4);
  }

  @Test
  void ofOneTimeAndPriorityTheFirstScheduledComesFirst() {
    queue.schedule(7, 10, 0);
    queue.schedule(3, 10, 0);
    queue.schedule(5, 10, 0);

    assertThat(drain()).containsExactly(7, 3, 5);
  }

  @Test
  void aPendingEventMovesEitherWay() {
    queue.schedule(1, 10, 0);
    queue.schedule(2, 20, 0);
    queue.schedule(3, 30, 0);
    queue.schedule(1, 40, 0);
    queue.schedule(3, 5, 0);

    assertThat(queue.size()).isEqualTo(3);
    assertThat(drain()).containsExactly(3, 2, 1);
  }

  @Test
  void aCancelledEventDoesNotHappen() {
    queue.schedule(1, 10, 0);
    queue.schedule(2, 20, 0);
    queue.cancel(1);
    queue.cancel(9);

    assertThat(drain()).containsExactly(2);
  }

  @Test
  void anEmptyQueueHasNoNextTime() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.nextTime()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void resettingForgetsWhatWasPending() {
    queue.schedule(1, 10, 0);
    queue.reset(20);
    queue.schedule(19, 5, 0);

    assertThat(drain()).containsExactly(19);
  }

  private int[] drain() {
    int[] order = new int[queue.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = queue.poll();
    }
    return order;
  }
}
