package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GenerationProperties {

  /** Steps that read the weights and, for each request, something. */
  private static final EngineSteps STEPS =
      new EngineSteps() {
        @Override
        public double decode(double requests, double context) {
          return 10 + 0.1 * requests + 0.001 * requests * context;
        }

        @Override
        public double prefill(double requests, double length) {
          return 0.001 * requests * length;
        }
      };

  @Property(tries = 200)
  void takesNoLessThanItsLongestRequestAlone(
      @ForAll @Size(min = 1, max = 40) int @IntRange(min = 1, max = 3000) [] lengths,
      @ForAll @IntRange(min = 1, max = 40) int slots) {
    int longest = Arrays.stream(lengths).max().orElseThrow();

    assertThat(seconds(slots, lengths)).isGreaterThanOrEqualTo(seconds(1, longest) * (1 - 1e-9));
  }

  @Property(tries = 200)
  void takesNoLongerThanOneRequestAfterTheOther(
      @ForAll @Size(min = 1, max = 40) int @IntRange(min = 1, max = 3000) [] lengths,
      @ForAll @IntRange(min = 1, max = 40) int slots) {
    double each = IntStream.of(lengths).mapToDouble(it -> seconds(1, it)).sum();

    assertThat(seconds(slots, lengths)).isLessThanOrEqualTo(each * (1 + 1e-9));
  }

  /** At least the longest request, shared by the batches that work together, and the gap. */
  @Property(tries = 200)
  void batchesThatWorkTogetherAreNoFasterThanTheirLongestRequest(
      @ForAll @Size(min = 1, max = 20) int @IntRange(min = 1, max = 3000) [] lengths,
      @ForAll @IntRange(min = 1, max = 60) int slots,
      @ForAll @IntRange(min = 1, max = 4) int together,
      @ForAll @IntRange(min = 0, max = 1000) int gap) {
    int longest = Arrays.stream(lengths).max().orElseThrow();
    double least = (seconds(1, longest) + gap) / together;

    double pace = new Generation(STEPS, 100, slots).pace(lengths, together, gap);

    assertThat(pace).isGreaterThanOrEqualTo(least * (1 - 1e-9));
  }

  private static double seconds(int slots, int... lengths) {
    return new Generation(STEPS, 100, slots).seconds(lengths);
  }
}
