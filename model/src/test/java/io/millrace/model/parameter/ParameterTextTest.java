package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are parameters. */
class ParameterTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.91 ± 3 %, 0.91, 0.03, ''",
    "0.91±3%, 0.91, 0.03, ''",
    "4 us ± 30 %, 4, 0.3, us",
    "87.7 GB/s ± 12.5 %, 87.7, 0.125, GB/s",
    "1e-3 s ± 5 %, 0.001, 0.05, s",
    "2 ± 0 %, 2, 0, ''",
  })
  void numbersUnitsAndSpreadsAreRead(String text, double value, double spread, String unit) {
    assertThat(ParameterText.parse("a.b", text))
        .contains(new Parameter("a.b", value, spread, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.91",
        "4 us",
        "± 5 %",
        "about 3 ± 5 %",
        "3 ± 5 % or so",
        "1.2.3 ± 5 %",
        "0 ± 5 %",
        "3 ± 2000 %",
        "a fit to 8 ± 2 runs",
      })
  void otherTextsAreNone(String text) {
    assertThat(ParameterText.parse("a.b", text)).isEmpty();
  }
}
