package io.millrace.scenarios.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Side;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TornadoChartTest {

  private static Side side(double factor, double change) {
    return new Side(
        factor,
        OptionalDouble.of(change),
        OptionalDouble.of(change),
        "d2t1p1",
        false,
        OptionalDouble.empty(),
        0);
  }

  private static Sensitivity of(Bar... bars) {
    return new Sensitivity("d2t1p1", List.of(bars), new Sensitivity.Draws(1, 0, 1, 1, List.of()));
  }

  @Test
  void theLargestChangeReachesTheEndOfTheAxis() {
    String picture =
        TornadoChart.of(
            of(
                new Bar(
                    "tensorEngines",
                    "engines",
                    Optional.of(side(0.8, 0.5)),
                    Optional.of(side(1.2, -0.25)))),
            "a question");

    // names take 190 and plans 110 of 760 pixels: half an axis is 230, a quarter of it is 115
    assertThat(picture)
        .contains("<rect x=\"420\" y=\"59\" width=\"230\"")
        .contains("<rect x=\"305\" y=\"59\" width=\"115\"")
        .contains("+50.0 %", "-50.0 %", ">engines</text>");
  }

  @Test
  void anInputThatChangesNothingHasNoBar() {
    String picture =
        TornadoChart.of(
            of(new Bar("price", "price", Optional.of(side(0.8, 0)), Optional.empty())), "<none>");

    assertThat(picture).containsOnlyOnce("<rect").contains("&lt;none&gt;", ">price</text>");
  }
}
