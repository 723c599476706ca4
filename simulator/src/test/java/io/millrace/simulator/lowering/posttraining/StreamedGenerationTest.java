package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.workload.Asynchrony.Streaming;
import io.millrace.model.workload.OutputLengths;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamedGenerationTest {

  /** A step takes a second whatever it holds; prompts take nothing. */
  private static final EngineSteps CONSTANT = steps(0);

  /** The same, and a thousandth of a second for each token that is read. */
  private static final EngineSteps READING = steps(1e-3);

  /** By Little's law, as many end in a time as have places, over how long one takes. */
  @Test
  void fullPlacesGiveTheirNumberOverTheMeanLength() {
    int[] lengths = {10, 20, 30, 60, 10, 20, 30, 60};

    double seconds = run(CONSTANT, endless(), 2, lengths, 1);

    double mean = Arrays.stream(lengths).average().orElseThrow();
    assertThat(seconds).isCloseTo(lengths.length * mean / 2, within(1e-6 + 0.05 * seconds));
  }

  @Test
  void aPromptHoldsItsPlaceUntilItsLongestResponseHasEnded() {
    int[] lengths = {5, 20, 40, 10, 7, 3};

    assertThat(run(CONSTANT, endless(), 1, lengths, 2)).isCloseTo(20 + 40 + 7, within(1e-9));
  }

  /** Nothing may be begun before the update: the same as a batch that is there from the start. */
  @Test
  void withoutStalenessTheEngineWaitsForItsLongest() {
    int[] lengths = Generation.lengths(OutputLengths.Capped.of(300, 4000, 1), 96, 96);

    double streamed = run(CONSTANT, new Streaming(0, true, 4), 8, lengths, 1);

    assertThat(streamed).isCloseTo(new Generation(CONSTANT, 10, 8).seconds(lengths), within(1e-6));
  }

  @Test
  void looserStalenessShortensTheIterationAndThenStopsHelping() {
    int[] lengths = Generation.lengths(OutputLengths.Capped.of(300, 8000, 1), 256, 1024);

    double none = run(CONSTANT, new Streaming(0, true, 4), 8, lengths, 16);
    double some = run(CONSTANT, new Streaming(0.25, true, 4), 8, lengths, 16);
    double half = run(CONSTANT, new Streaming(0.5, true, 4), 8, lengths, 16);
    double much = run(CONSTANT, new Streaming(2, true, 4), 8, lengths, 16);

    assertThat(some).isLessThan(0.9 * none);
    assertThat(half).isLessThan(some);
    assertThat(much).isCloseTo(half, within(0.01 * half));
  }

  /** One request of 100 is always on its way: with 10 of the prompt it is read once more. */
  @Test
  void partialResponsesAreReadAgain() {
    int[] lengths = {100, 100};

    double kept = run(CONSTANT, endless(), 2, lengths, 1);
    double again = run(READING, endless(), 2, lengths, 1);

    assertThat(kept).isCloseTo(100, within(1e-9));
    assertThat(again - kept).isGreaterThanOrEqualTo(2 * 10 * 1e-3 - 1e-9);
  }

  /** Short prompts end, the long one that has begun with them is waited for. */
  @Test
  void responsesThatAreNotPartialEndBeforeTheWeightsGoOver() {
    int[] lengths = {10, 10, 10, 90, 10, 10, 10, 90};

    double partial = run(CONSTANT, new Streaming(0.5, true, 1), 4, lengths, 1);
    double whole = run(CONSTANT, new Streaming(0.5, false, 1), 4, lengths, 1);

    assertThat(whole).isGreaterThan(partial);
  }

  @Test
  void aFirstPortionIsThereIfMoreWasBegunThanItHolds() {
    int[] lengths = {10, 20, 30, 40, 50, 60, 70, 80};

    assertThat(stream(new Streaming(0.5, true, 4), 8).firstPortion(lengths, 1)).isZero();
    assertThat(stream(new Streaming(0, true, 4), 8).firstPortion(lengths, 1)).isEqualTo(20);
    assertThat(stream(new Streaming(0, true, 1), 8).firstPortion(lengths, 1)).isEqualTo(80);
  }

  private static StreamedGeneration stream(Streaming streaming, int places) {
    return new StreamedGeneration(CONSTANT, 10, streaming, places);
  }

  private static double run(
      EngineSteps steps, Streaming streaming, int places, int[] lengths, int group) {
    return new StreamedGeneration(steps, 10, streaming, places).seconds(lengths, group);
  }

  private static Streaming endless() {
    return new Streaming(8, true, 1);
  }

  private static EngineSteps steps(double perToken) {
    return new EngineSteps() {
      @Override
      public double decode(double requests, double context) {
        return 1;
      }

      @Override
      public double prefill(double requests, double length) {
        return perToken * requests * length;
      }
    };
  }
}
