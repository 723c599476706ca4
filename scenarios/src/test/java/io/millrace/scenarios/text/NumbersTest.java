package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1364321.5 | 1,364,000",
        "127.736 | 127.7",
        "163 | 163",
        "0.012889 | 0.01289",
        "0 | 0",
        "99999 | 100,000",
        "1e-7 | 0.0000001",
        "NaN | NaN",
      })
  void roundsToFourDigits(double number, String text) {
    assertThat(Numbers.plain(number)).isEqualTo(text);
  }

  @Test
  void knowsTheUnitsOfReports() {
    assertThat(Numbers.with(98.253, "s")).isEqualTo("98.25 s");
    assertThat(Numbers.with(95.72e6, "J")).isEqualTo("95.72 MJ");
    assertThat(Numbers.with(80L << 30, "B")).isEqualTo("80 GiB");
    assertThat(Numbers.with(0.4094, "1")).isEqualTo("40.9 %");
    assertThat(Numbers.with(1.5, "USD/Mtoken")).isEqualTo("1.5 USD");
    assertThat(Numbers.with(64033, "tokens/s")).isEqualTo("64,030");
    assertThat(Numbers.whole(16384)).isEqualTo("16,384");
    assertThat(Numbers.signedPercent(0.045)).isEqualTo("+4.5 %");
    assertThat(Numbers.signedPercent(-0.045)).isEqualTo("-4.5 %");
  }

  @Test
  void writesAColumnOfAmountsInOneUnit() {
    assertThat(Numbers.like(new Bytes(711L << 20), new Bytes(3L << 30))).isEqualTo("0.69 GiB");
    assertThat(Numbers.like(new Bytes(3L << 30), new Bytes(3L << 30))).isEqualTo("3.00 GiB");
  }

  @Test
  void writesTheUnitOfARangeOnceWhereItCan() {
    assertThat(Numbers.range(new Figure(98, 85, 114, "s"))).isEqualTo("85.00 … 114.0 s");
    assertThat(Numbers.range(new Figure(1, 0.9, 1.1, "s"))).isEqualTo("900.0 ms … 1.100 s");
    assertThat(Numbers.range(new Figure(17, 15.46, 19, "s"))).isEqualTo("15.46 … 19.00 s");
    assertThat(Numbers.range(new Figure(9e4, 56_430, 1e5, "tokens/s")))
        .isEqualTo("56,430 … 100,000");
    assertThat(Numbers.range(new Figure(0.4, 0.3, 0.5, "1"))).isEqualTo("30.0 … 50.0 %");
    assertThat(Numbers.range(new Figure(2, 1, 3, "tokens/s"))).isEqualTo("1.000 … 3.000");
  }
}
