package io.millrace.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowReplayTest {

  @Test
  void flowsOnOneLinkShareItEqually() {
    FlowReplay replay = new FlowReplay(List.of(10.0), List.of(flow(0, 10, 0), flow(0, 30, 0)));

    assertThat(ends(replay)).containsExactly(2.0, 4.0);
  }

  @Test
  void aFlowThatCrossesALinkTwiceUsesItTwice() {
    FlowReplay replay = new FlowReplay(List.of(10.0, 100.0), List.of(flow(1, 10, 0, 1, 0)));

    assertThat(ends(replay)).containsExactly(3.0);
  }

  @Test
  void aFlowWithNothingToCarryEndsAsItStarts() {
    FlowReplay replay = new FlowReplay(List.of(10.0, 0.0), List.of(flow(7, 0, 0, 1)));

    assertThat(ends(replay)).containsExactly(7.0);
  }

  @Test
  void aFlowOverADeadLinkNeverEndsAndTakesNothingFromOthers() {
    FlowReplay replay =
        new FlowReplay(List.of(10.0, 0.0), List.of(flow(0, 10, 0, 1), flow(0, 10, 0)));

    assertThat(replay.run().ends()).containsExactly(OptionalDouble.empty(), OptionalDouble.of(1));
    assertThat(replay.run().json().toString()).contains("\"end\":null");
  }

  @Test
  void shortFlowsAreTimedFinerThanAPicosecond() {
    FlowReplay replay = new FlowReplay(List.of(3e9), List.of(flow(0, 1, 0)));

    assertThat(ends(replay).getFirst()).isCloseTo(1 / 3e9, Percentage.withPercentage(1e-6));
  }

  @Test
  void flowsOfMonthsAreTimedToo() {
    FlowReplay replay = new FlowReplay(List.of(1.0), List.of(flow(0, 3e9, 0), flow(5e9, 1e9, 0)));

    assertThat(ends(replay)).containsExactly(3e9, 6e9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxmin_small.json", "maxmin_medium.json"})
  void endsAreThoseOfSimGrid(String name) {
    Path folder = Path.of(System.getProperty("millrace.data", ""), "calibration", "network");
    Assumptions.assumeTrue(
        Files.isRegularFile(folder.resolve(name)),
        "needs calibration/network/" + name + " in the folder that -Dmillrace.data names");
    FlowReplay replay = FlowReplayReader.read(folder.resolve(name)).orThrow();

    assertThat(replay.run().largestDifference(replay).orElseThrow()).isLessThan(1e-12);
  }

  @Test
  void theLargestDifferenceIsRelativeToTheGivenEnds() {
    FlowReplay replay =
        new FlowReplay(
            List.of(10.0),
            List.of(
                new Flow(0, 10, List.of(0), OptionalDouble.of(1.25)),
                new Flow(5, 10, List.of(0), OptionalDouble.empty())));

    assertThat(replay.run().largestDifference(replay)).hasValue(0.2);
  }

  private static Flow flow(double start, double bytes, Integer... links) {
    return new Flow(start, bytes, List.of(links), OptionalDouble.empty());
  }

  private static List<Double> ends(FlowReplay replay) {
    return replay.run().ends().stream().map(OptionalDouble::orElseThrow).toList();
  }
}
