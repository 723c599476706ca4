package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGraphBuilderTest {

  private final TaskGraphBuilder graph = TaskGraph.builder();

  @Test
  void equalProfilesHaveEqualNumbers() {
    int c = graph.resource(1);
    int d = graph.resource(1);
    int first = graph.profile(new int[] {c, d}, new double[] {1, 2}, 3, 4);

    assertThat(graph.profile(new int[] {c, d}, new double[] {1, 2}, 3, 4)).isEqualTo(first);
    assertThat(graph.profile(new int[] {c, d}, new double[] {1, 3}, 3, 4)).isNotEqualTo(first);
    assertThat(graph.profile(new int[] {c, d}, new double[] {1, 2}, 3, 5)).isNotEqualTo(first);
    assertThat(graph.profile(new int[] {c}, new double[] {1}, 3, 4)).isNotEqualTo(first);
  }

  @Test
  void manyProfilesAreKeptApart() {
    int c = graph.resource(1);
    int[] profiles = new int[1000];
    for (int i = 0; i < profiles.length; i++) {
      profiles[i] = graph.profile(c, i + 1);
    }

    assertThat(profiles).doesNotHaveDuplicates();
    assertThat(graph.profile(c, 501)).isEqualTo(profiles[500]);
  }

  @Test
  void demandsOnOneResourceAddUpAndDemandsOfZeroCountForNothing() {
    int c = graph.resource(1);
    int d = graph.resource(1);

    assertThat(graph.profile(new int[] {c, d, c}, new double[] {1, 0, 2}))
        .isEqualTo(graph.profile(c, 3));
    assertThat(graph.profile(d, 0)).isEqualTo(TaskGraphBuilder.IDLE);
  }

  @Test
  void aGraphTellsWhatItWasMadeOf() {
    int link = graph.resource(50);
    int pool = graph.pool(7);
    int stream = graph.stream();
    int profile = graph.profile(link, 1);
    int task = graph.task(stream, profile, 4, 5);

    TaskGraph built = graph.build();

    assertThat(built.tasks()).isEqualTo(1);
    assertThat(built.resources()).isEqualTo(1);
    assertThat(built.pools()).isEqualTo(1);
    assertThat(built.capacity(link)).isEqualTo(50);
    assertThat(built.poolCapacity(pool)).isEqualTo(7);
    assertThat(built.stream(task)).isEqualTo(stream);
    assertThat(built.profile(task)).isEqualTo(profile);
    assertThat(built.work(task)).isEqualTo(4);
    assertThat(built.delay(task)).isEqualTo(5);
    assertThat(built.timescale()).isEqualTo(Timescale.PICOSECONDS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void capacitiesDemandsAndWorkMustBeFiniteAndNotNegative(double figure) {
    int link = graph.resource(1);

    assertThatThrownBy(() -> graph.resource(figure)).hasMessageContaining("" + figure);
    assertThatThrownBy(() -> graph.profile(link, figure)).hasMessageContaining("" + figure);
    assertThatThrownBy(() -> graph.task(TaskGraphBuilder.IDLE, figure))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("work must be finite and not negative: " + figure);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
  void weightsMustBeFiniteAndPositive(double weight) {
    assertThatThrownBy(() -> graph.profile(new int[0], new double[0], 1, weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a weight must be finite and positive: " + weight);
  }

  @Test
  void numbersThatWereNeverGivenOutAreRefused() {
    int task = graph.delay(TaskGraph.NO_STREAM, 1);

    assertThatThrownBy(() -> graph.profile(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> graph.delay(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> graph.task(5, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> graph.dependency(task, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> graph.reservation(task, 0, 1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
