package io.millrace.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "BYTES, 80 GiB, 85899345920",
    "BYTES, 80 GB, 80000000000",
    "BYTES, 50 KB, 50000",
    "BYTES, 50 kB, 50000",
    "BYTES, 0 B, 0",
    "BANDWIDTH, 900 GB/s, 900e9",
    "BANDWIDTH, 400 Gb/s, 50e9",
    "BANDWIDTH, 400 Gbit/s, 50e9",
    "BANDWIDTH, 1 TiB/s, 1099511627776",
    "FLOP_RATE, 989 TFLOP/s, 989e12",
    "FLOP_RATE, 989 TFLOPS, 989e12",
    "FLOP_RATE, 1.979 PFLOP/s, 1979e12",
    "DURATION, 5 us, 5e-6",
    "DURATION, 2.5 min, 150",
    "DURATION, 1 d, 86400",
    "POWER, 1.2 MW, 1.2e6",
    "ENERGY, 1 kWh, 3.6e6",
    "ENERGY, 3.6 MJ, 3.6e6",
    "HOURLY_PRICE, 2.5 USD/h, 2.5",
  })
  void readsNumbersWithTheUnitsOfTheField(Dimension dimension, String text, double magnitude) {
    assertThat(dimension.parse(text)).isCloseTo(magnitude, within(magnitude * 1e-15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"900GB/s", "  900   GB/s ", "9e2 GB/s", "900.0 GB/s", "0.9e+3 GB/s", "+900 GB/s"})
  void forgivesHowANumberIsWritten(String text) {
    assertThat(Bandwidth.parse(text)).isEqualTo(new Bandwidth(900e9));
  }

  @Test
  void setsThousandsApart() {
    assertThat(Bytes.parse("1_000_000 B")).isEqualTo(new Bytes(1_000_000));
    assertThat(Bytes.parse("1,000,000 B")).isEqualTo(new Bytes(1_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "900, has no unit",
    "GB/s, is not a number with a unit",
    "'', is not a number with a unit",
    "1.2.3 GB/s, is no unit of a bandwidth",
    "900 GB, 'GB' is no unit of a bandwidth",
    "900 gb/S, 'gb/S' is no unit of a bandwidth",
    "-900 GB/s, is negative",
    "1e300 PB/s, is too large",
    "NaN GB/s, is not a number with a unit",
  })
  void saysWhatIsWrongWithAText(String text, String message) {
    assertThatThrownBy(() -> Bandwidth.parse(text))
        .isInstanceOf(QuantityFormatException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((QuantityFormatException) e).hint())
        .asString()
        .startsWith("write it like '900 GB/s'; units are B/s, kB/s, MB/s");
  }

  @Test
  void quotesOnlyTheStartOfAnEndlessText() {
    assertThatThrownBy(() -> Bytes.parse("1".repeat(1_000_000)))
        .isInstanceOf(QuantityFormatException.class)
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void refusesMoreBytesThanCanBeCounted() {
    assertThat(Bytes.parse("9 EB").count()).isEqualTo(9_000_000_000_000_000_000L);
    assertThatThrownBy(() -> Bytes.parse("10 EB"))
        .isInstanceOf(QuantityFormatException.class)
        .hasMessage("'10 EB' is too large");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "85899345920, 80 GiB",
    "85899345921, 80 GiB",
    "1000000000, 953.7 MiB",
  })
  void printsBytesInTheLargestBinaryUnit(long count, String text) {
    assertThat(new Bytes(count)).hasToString(text);
  }

  @Test
  void printsFourDigits() {
    assertThat(new Bandwidth(3.35e12)).hasToString("3.35 TB/s");
    assertThat(new FlopRate(1.9789e15)).hasToString("1.979 PFLOP/s");
    assertThat(new Duration(0.0000123456)).hasToString("12.35 us");
    assertThat(new Duration(1234.4)).hasToString("1234 s");
    assertThat(new Power(700)).hasToString("700 W");
    assertThat(new Energy(95.72e6)).hasToString("95.72 MJ");
    assertThat(new HourlyPrice(2.5)).hasToString("2.5 USD/h");
  }

  @ParameterizedTest
  @EnumSource
  void showsAnExampleThatItReads(Dimension dimension) {
    assertThat(dimension.parse(dimension.example())).isPositive();
    assertThat(dimension.parse("1 " + dimension.baseUnit())).isOne();
    assertThat(dimension.units()).isNotEmpty();
  }

  @Test
  void areOrderedByMagnitude() {
    assertThat(List.of(new Duration(2), new Duration(1), new Duration(3)).stream().sorted())
        .containsExactly(new Duration(1), new Duration(2), new Duration(3));
    assertThat(new Bytes(1)).isLessThan(new Bytes(2));
    assertThat(new Bandwidth(1)).isLessThan(new Bandwidth(2));
    assertThat(new FlopRate(1)).isLessThan(new FlopRate(2));
    assertThat(new Power(1)).isLessThan(new Power(2));
    assertThat(new Energy(1)).isLessThan(new Energy(2));
    assertThat(new HourlyPrice(1)).isLessThan(new HourlyPrice(2));
  }

  @Test
  void knowTheirDimension() {
    assertThat(
            List.<Quantity>of(
                new Bytes(3),
                new Bandwidth(3),
                new FlopRate(3),
                new Duration(3),
                new Power(3),
                new Energy(3),
                new HourlyPrice(3)))
        .allMatch(quantity -> quantity.inBaseUnit() == 3)
        .extracting(Quantity::dimension)
        .containsExactly(
            Dimension.BYTES,
            Dimension.BANDWIDTH,
            Dimension.FLOP_RATE,
            Dimension.DURATION,
            Dimension.POWER,
            Dimension.ENERGY,
            Dimension.HOURLY_PRICE);
  }

  @Test
  void mustBeFiniteAndNotNegative() {
    List<Function<Double, Quantity>> kinds =
        List.of(
            Bandwidth::new,
            FlopRate::new,
            Duration::new,
            Power::new,
            Energy::new,
            HourlyPrice::new);
    for (Function<Double, Quantity> kind : kinds) {
      for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> kind.apply(wrong))
            .withMessageContaining(String.valueOf(wrong));
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bytes(-1))
        .withMessageContaining("-1");
  }

  @Test
  void addsBytesAndRefusesToOverflow() {
    assertThat(new Bytes(1).plus(new Bytes(2))).isEqualTo(new Bytes(3));
    assertThat(new Bytes(3L << 30).gibibytes()).isEqualTo(3);
    assertThatThrownBy(() -> new Bytes(Long.MAX_VALUE).plus(new Bytes(1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
