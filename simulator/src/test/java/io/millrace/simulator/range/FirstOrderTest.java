package io.millrace.simulator.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.report.Contribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Ranges of times whose answer to parameters is a formula. */
class FirstOrderTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** Half-width of the central 80 % of a normal distribution: the 90th percentile. */
  private static final double EIGHTY_PERCENT = 1.2816;

  private static final Parameter LATENCY = new Parameter("latency", 4, 0.3, "us");
  private static final Parameter RATE = new Parameter("rate", 0.5, 0.4, "");

  private static Range range(Response response) {
    return RangeMethod.firstOrder().of(response);
  }

  /** Independent errors add up as squares: 0.3 and 0.4 and 1.2 are 1.3. */
  @Test
  void independentErrorsAddUpAsSquares() {
    Range range = range(PowerLaw.of(1.2).with(LATENCY, 1).with(RATE, -1));

    assertThat(Math.log(range.high())).isCloseTo(1.3 * EIGHTY_PERCENT, EXACT);
    assertThat(Math.log(range.low())).isCloseTo(-1.3 * EIGHTY_PERCENT, EXACT);
  }

  @Test
  void whereNoParameterMattersTheStructureDecides() {
    Range range = range(PowerLaw.of(0.05).with(LATENCY, 0));

    assertThat(Math.log(range.high())).isCloseTo(0.05 * EIGHTY_PERCENT, EXACT);
    assertThat(range.contributions()).isEmpty();
  }

  @Test
  void whereNothingIsUncertainThereIsNoRange() {
    Range range = range(PowerLaw.of(0).with(LATENCY.withSpread(0), 1));

    assertThat(range).isEqualTo(Range.NONE);
  }

  @Test
  void contributionsTellEffectsAndSharesTheLargestFirst() {
    Range range = range(PowerLaw.of(1.2).with(LATENCY, 1).with(RATE, -1));

    assertThat(range.contributions())
        .extracting(Contribution::parameter)
        .containsExactly(RATE, LATENCY);
    assertThat(range.contributions().getFirst().effect()).isCloseTo(-0.4, EXACT);
    assertThat(range.contributions().getFirst().share()).isCloseTo(0.16 / 1.69, EXACT);
    assertThat(range.contributions().getLast().effect()).isCloseTo(0.3, EXACT);
    assertThat(range.contributions().getLast().share()).isCloseTo(0.09 / 1.69, EXACT);
  }

  @Test
  void equalContributionsComeInTheOrderOfTheirPaths() {
    Parameter last = new Parameter("z", 2, 0.1, "");
    Parameter first = new Parameter("a", 2, 0.1, "");
    Range range = range(PowerLaw.of(0).with(last, 1).with(first, 1));

    assertThat(range.contributions())
        .extracting(Contribution::parameter)
        .containsExactly(first, last);
  }

  /** A step up would end at one and tell half of the effect, or nothing. */
  @Test
  void sharesNearOneAreMovedWhereTheyCan() {
    for (double share : new double[] {1, 0.999, 0.9}) {
      Range range = range(PowerLaw.of(0).with(new Parameter("share", share, 0.4, ""), -1));

      assertThat(range.contributions())
          .singleElement()
          .satisfies(it -> assertThat(it.effect()).isCloseTo(-0.4, EXACT));
    }
  }
}
