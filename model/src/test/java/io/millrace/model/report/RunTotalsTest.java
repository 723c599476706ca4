package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTotalsTest {

  /** A thousand iterations of 86.4 s and a million tokens each: a day on ten devices. */
  @Test
  void aRunIsItsIterations() {
    RunTotals totals =
        RunTotals.of(
            1e9,
            new Figure(86.4, 43.2, 172.8, "s"),
            Figure.exact(1e6 / 86.4, "tokens/s"),
            10,
            Optional.of(Figure.exact(3.6e6, "J")),
            Optional.of(Figure.exact(2, "USD/Mtoken")));

    assertThat(totals.days().value()).isCloseTo(1, within(1e-9));
    assertThat(totals.days().low()).isCloseTo(0.5, within(1e-9));
    assertThat(totals.days().high()).isCloseTo(2, within(1e-9));
    assertThat(totals.deviceHours().value()).isCloseTo(240, within(1e-9));
    assertThat(totals.energy().orElseThrow().value()).isCloseTo(1, within(1e-9));
    assertThat(totals.dollars().orElseThrow().value()).isCloseTo(2000, within(1e-9));
  }

  @Test
  void whatNobodySaysStaysUnknown() {
    RunTotals totals =
        RunTotals.of(
            1e9,
            Figure.exact(1, "s"),
            Figure.exact(1e6, "tokens/s"),
            1,
            Optional.empty(),
            Optional.empty());

    assertThat(totals.energy()).isEmpty();
    assertThat(totals.dollars()).isEmpty();
  }
}
