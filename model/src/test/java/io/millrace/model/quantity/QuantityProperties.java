package io.millrace.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuantityProperties {

  /** Four digits are printed, so a printed quantity is off by at most half of the fourth. */
  private static final double FOUR_DIGITS = 5e-4;

  private static final double WHOLE_BYTES = 0.5;

  @Property
  void whatIsPrintedReadsAsTheSameMagnitude(@ForAll("magnitudes") double magnitude) {
    assertSame(new Bandwidth(magnitude), Bandwidth.parse(new Bandwidth(magnitude).toString()));
    assertSame(new FlopRate(magnitude), FlopRate.parse(new FlopRate(magnitude).toString()));
    assertSame(new Power(magnitude), Power.parse(new Power(magnitude).toString()));
    assertSame(new Energy(magnitude), Energy.parse(new Energy(magnitude).toString()));
    assertSame(new Duration(magnitude), Duration.parse(new Duration(magnitude).toString()));
    assertSame(Bytes.of(magnitude), Bytes.parse(Bytes.of(magnitude).toString()));
  }

  private static void assertSame(Quantity quantity, Quantity read) {
    double magnitude = quantity.inBaseUnit();
    double rounding = quantity instanceof Bytes ? WHOLE_BYTES : 0;
    assertThat(read.inBaseUnit())
        .isCloseTo(magnitude, within(magnitude * FOUR_DIGITS * (1 + 1e-9) + rounding));
  }

  @Property
  void everyUnitIsReadInTheBaseUnit(
      @ForAll Dimension dimension, @ForAll("wholeNumbers") int number) {
    dimension
        .units()
        .forEach(
            (unit, factor) ->
                assertThat(dimension.parse(number + " " + unit)).isEqualTo(number * factor));
  }

  @Property
  void bytesAddUpInAnyOrder(@ForAll("amounts") List<Long> amounts) {
    Bytes forwards = amounts.stream().map(Bytes::new).reduce(Bytes.ZERO, Bytes::plus);
    Bytes backwards = amounts.reversed().stream().map(Bytes::new).reduce(Bytes.ZERO, Bytes::plus);

    assertThat(forwards).isEqualTo(backwards);
    assertThat(forwards.count()).isEqualTo(amounts.stream().mapToLong(Long::longValue).sum());
  }

  @Provide
  Arbitrary<Double> magnitudes() {
    return Arbitraries.doubles().between(1, 1e17).ofScale(3);
  }

  @Provide
  Arbitrary<Integer> wholeNumbers() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Provide
  Arbitrary<List<Long>> amounts() {
    return Arbitraries.longs().between(0, 1L << 50).list().ofMaxSize(50);
  }
}
