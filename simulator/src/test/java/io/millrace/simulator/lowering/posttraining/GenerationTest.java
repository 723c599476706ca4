package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.workload.OutputLengths;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GenerationTest {

  /** A step takes a second and one more for each request; prompts take nothing. */
  private static final EngineSteps LINEAR =
      new EngineSteps() {
        @Override
        public double decode(double requests, double context) {
          return 1 + requests;
        }

        @Override
        public double prefill(double requests, double length) {
          return 0;
        }
      };

  /** A step takes a second; prompts take nothing. */
  private static final EngineSteps CONSTANT =
      new EngineSteps() {
        @Override
        public double decode(double requests, double context) {
          return 1;
        }

        @Override
        public double prefill(double requests, double length) {
          return 0;
        }
      };

  /** A step takes as long as the context; prompts take a second for each request. */
  private static final EngineSteps BY_CONTEXT =
      new EngineSteps() {
        @Override
        public double decode(double requests, double context) {
          return context;
        }

        @Override
        public double prefill(double requests, double length) {
          return requests;
        }
      };

  @Test
  void requestsOfOneLengthEndTogether() {
    assertThat(run(LINEAR, 8, 10, 10, 10, 10)).isCloseTo(10 * 5, within(1e-9));
  }

  /** Steps 1 to 5 with two requests, 6 to 20 with the one that is left. */
  @Test
  void theBatchShrinksUntilTheLongestHasEnded() {
    assertThat(run(LINEAR, 8, 5, 20)).isCloseTo(5 * 3 + 15 * 2, within(1e-9));
  }

  /** The third begins when the first has ended. */
  @Test
  void eachEndMakesRoomForTheNextRequest() {
    assertThat(run(LINEAR, 2, 5, 20, 10)).isCloseTo(5 * 3 + 10 * 3 + 5 * 2, within(1e-9));
  }

  @Test
  void requestsBeyondTheSlotsTakeTurns() {
    assertThat(run(LINEAR, 1, 3, 4, 5)).isCloseTo(12 * 2, within(1e-9));
  }

  /** Contexts of a prompt of 100 and 0.5, 1.5, ... tokens written: their sum over 2,000 steps. */
  @Test
  void stepsGrowWithTheContext() {
    double steps = 2000;

    assertThat(new Generation(BY_CONTEXT, 100, 4).seconds(new int[] {2000, 2000}))
        .isCloseTo(2 + steps * 100 + steps * steps / 2, within(1e-6));
  }

  /**
   * Ten steps of two requests that began together, then twenty of one that began there and one that
   * began ten steps later: their mean context is five tokens behind the older one's.
   */
  @Test
  void theMeanContextKnowsWhenEachRequestBegan() {
    double seconds = new Generation(BY_CONTEXT, 100, 2).seconds(new int[] {10, 30, 20});

    assertThat(seconds).isCloseTo(3 + 10 * (100 + 5.0) + 20 * (100 + 20 - 5.0), within(1e-6));
  }

  /** Of two that work together, each 20 steps long, one ends every 10. */
  @Test
  void theLastResponsesHoldUpNobodyWhereTwoBatchesWorkTogether() {
    Generation roomy = new Generation(CONSTANT, 1, 100);

    assertThat(roomy.pace(new int[] {5, 20}, 1, 0)).isCloseTo(20, within(1e-9));
    assertThat(roomy.pace(new int[] {5, 20}, 2, 0)).isCloseTo(10, within(1e-9));
    assertThat(roomy.pace(new int[] {5, 20}, 4, 0)).isCloseTo(5, within(1e-9));
  }

  /** From its begin to that of the batch that waits for it: 20 steps and 4 seconds, for two. */
  @Test
  void aBatchWaitsForWeightsThatKnowTheOneBefore() {
    Generation roomy = new Generation(CONSTANT, 1, 100);

    assertThat(roomy.pace(new int[] {5, 20}, 2, 4)).isCloseTo(12, within(1e-9));
    assertThat(roomy.pace(new int[] {5, 20}, 1, 4)).isCloseTo(24, within(1e-9));
  }

  @Test
  void anEngineWithoutASlotToSpareHasNothingFromASecondBatch() {
    Generation narrow = new Generation(CONSTANT, 1, 1);

    assertThat(narrow.pace(new int[] {5, 20}, 2, 0)).isCloseTo(25, within(1e-9));
  }

  @Test
  void theLongestOfAllEnginesDecidesForEach() {
    OutputLengths lengths = OutputLengths.Capped.of(800, 8000, 0.7);

    int[] few = Generation.lengths(lengths, 64, 64);
    int[] ofMany = Generation.lengths(lengths, 64, 4096);

    assertThat(Arrays.stream(ofMany).max().orElseThrow())
        .isGreaterThan(Arrays.stream(few).max().orElseThrow());
    assertThat(Arrays.stream(ofMany).average().orElseThrow()).isCloseTo(800, within(80.0));
    assertThat(ofMany).hasSize(64);
  }

  @Test
  void equalInputGivesEqualLengths() {
    OutputLengths lengths = OutputLengths.Capped.of(800, 4000, 0.7);

    assertThat(Generation.lengths(lengths, 200, 400))
        .isEqualTo(Generation.lengths(lengths, 200, 400));
  }

  private static double run(EngineSteps steps, int slots, int... lengths) {
    return new Generation(steps, 1, slots).seconds(lengths);
  }
}
