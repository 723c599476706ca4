package io.millrace.simulator.lowering.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedQueueTest {

  @Test
  void producersOfAFullQueueWaitInTheirOrder() {
    BoundedQueue queue = new BoundedQueue(2, 3);

    assertThat(queue.offer(7, 70)).isTrue();
    assertThat(queue.offer(8, 80)).isTrue();
    assertThat(queue.offer(9, 90)).isFalse();
    assertThat(queue.offer(7, 71)).isFalse();
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.waiting()).isEqualTo(2);
    assertThat(queue.canAdmit()).isFalse();

    assertThat(queue.take()).isEqualTo(70);
    assertThat(queue.canAdmit()).isTrue();
    assertThat(queue.admit()).isEqualTo(9);
    assertThat(queue.canAdmit()).isFalse();
    assertThat(queue.take()).isEqualTo(80);
    assertThat(queue.take()).isEqualTo(90);
    assertThat(queue.admit()).isEqualTo(7);
    assertThat(queue.take()).isEqualTo(71);
    assertThat(queue.size()).isZero();
  }
}
