package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectsTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  /** Of the numbers 1 to 4, each equally often. */
  private static final double VARIANCE = 1.25;

  private static final double MEAN = 2.5;

  @TempDir private Path folder;

  private Effects effects(String figure, boolean linear) {
    return of(SampleSweep.overTwoAxes(folder, figure), linear);
  }

  private static Effects of(Path folder, boolean linear) {
    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      return Effects.of(rows, "figure", List.of(), linear);
    }
  }

  private static double share(Effects effects, String axis) {
    return effects.axes().stream()
        .filter(it -> it.name().equals(axis))
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void ofASumEachAxisHasTheShareOfItsVarianceAndNothingInteracts() {
    Effects effects = effects("3 * x + 4 * y", true);

    assertThat(effects.logarithmic()).isFalse();
    assertThat(effects.grid()).isTrue();
    assertThat(share(effects, "x")).isCloseTo(9.0 / 25, EXACTLY);
    assertThat(share(effects, "y")).isCloseTo(16.0 / 25, EXACTLY);
    assertThat(effects.axes()).first().extracting(Effects.Axis::name).isEqualTo("y");
    assertThat(effects.pairs()).singleElement().extracting(Effects.Pair::share).isEqualTo(0.0);
    assertThat(effects.rest()).isCloseTo(0, EXACTLY);
  }

  @Test
  void ofAProductTheLogarithmIsASum() {
    Effects effects = effects("pow(x, 3) / pow(y, 4)", false);

    assertThat(effects.logarithmic()).isTrue();
    assertThat(share(effects, "x")).isCloseTo(9.0 / 25, EXACTLY);
    assertThat(share(effects, "y")).isCloseTo(16.0 / 25, EXACTLY);
    assertThat(effects.pairs().getFirst().share()).isCloseTo(0, EXACTLY);
    Effects.Axis y = effects.axes().getFirst();
    assertThat(y.highest().level().cell()).isEqualTo(1L);
    assertThat(y.lowest().level().cell()).isEqualTo(4L);
    assertThat(y.highest().effect() / y.lowest().effect()).isCloseTo(256, within(1e-9));
  }

  /** (m + a)(m + b) = m² + m a + m b + a b, whose parts have the variances m² v, m² v and v². */
  @Test
  void ofAProductItselfTheInteractionIsTheProductOfTheVariances() {
    Effects effects = effects("x * y", true);

    double total = 2 * MEAN * MEAN * VARIANCE + VARIANCE * VARIANCE;
    assertThat(share(effects, "x")).isCloseTo(MEAN * MEAN * VARIANCE / total, EXACTLY);
    assertThat(share(effects, "y")).isCloseTo(MEAN * MEAN * VARIANCE / total, EXACTLY);
    assertThat(effects.pairs().getFirst().share()).isCloseTo(VARIANCE * VARIANCE / total, EXACTLY);
    assertThat(effects.rest()).isCloseTo(0, EXACTLY);
  }

  @Test
  void theUnitOfAFigureDoesNotMatter() {
    assertThat(share(effects("1e12 * pow(x, 3) * pow(y, 4)", false), "x"))
        .isCloseTo(9.0 / 25, within(1e-9));
  }

  @Test
  void whatOnlyThreeAxesMakeTogetherIsTheRest() {
    SampleSweep.write(
        folder,
        "[\"a\", \"b\", \"c\"]",
        """
        SELECT a, b, c, 'ok' AS status, (2 * a - 1) * (2 * b - 1) * (2 * c - 1) + 3 * a AS figure
        FROM range(2) x(a), range(2) y(b), range(2) z(c)
        """);

    Effects effects = of(folder, true);

    // The variance of the product of three signs is 1, that of 3 a is 9/4.
    assertThat(share(effects, "a")).isCloseTo(9.0 / 13, EXACTLY);
    assertThat(effects.pairs()).hasSize(3).allMatch(it -> Math.abs(it.share()) < 1e-12);
    assertThat(effects.rest()).isCloseTo(4.0 / 13, EXACTLY);
  }

  @Test
  void whereCombinationsAreMissingLevelsAreStillComparedAllElseEqual() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\"]",
        """
        SELECT x, y, 'ok' AS status, 10 * x + y AS figure
        FROM range(1, 5) a(x), range(1, 5) b(y) WHERE x + y <= 6
        """);

    Effects effects = of(folder, true);

    assertThat(effects.grid()).isFalse();
    assertThat(effects.rows()).isEqualTo(13);
    assertThat(effects.axes().getFirst().levels())
        .extracting(Effects.LevelEffect::effect)
        .satisfiesExactly(
            it -> assertThat(it).isCloseTo(-15, within(1e-9)),
            it -> assertThat(it).isCloseTo(-5, within(1e-9)),
            it -> assertThat(it).isCloseTo(5, within(1e-9)),
            it -> assertThat(it).isCloseTo(15, within(1e-9)));
    assertThat(effects.pairs().getFirst().share()).isCloseTo(0, EXACTLY);
    assertThat(share(effects, "x") + share(effects, "y")).isCloseTo(1, EXACTLY);
  }

  @Test
  void rowsThatFailedOrDoNotFitTakeNoPart() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\"]",
        """
        SELECT x, y, if(y = 4, 'does not fit', 'ok') AS status,
          CASE y WHEN 4 THEN 1e9 WHEN 3 THEN NULL ELSE x END AS figure
        FROM range(1, 5) a(x), range(1, 5) b(y)
        """);

    Effects effects = of(folder, true);

    assertThat(effects.rows()).isEqualTo(8);
    assertThat(share(effects, "x")).isCloseTo(1, EXACTLY);
  }

  @Test
  void pathsThatAreVariedTogetherAreOneAxis() {
    SampleSweep.write(
        folder,
        "[[\"cluster_node\", \"cluster_devices_per_node\"], \"y\"]",
        """
        SELECT 'n' || x AS cluster_node, x AS cluster_devices_per_node, y, 'ok' AS status,
          x + y AS figure
        FROM range(1, 5) a(x), range(1, 5) b(y)
        """);

    assertThat(of(folder, true).axes())
        .extracting(Effects.Axis::name)
        .containsExactly("cluster_node / cluster_devices_per_node", "y");
  }

  @Test
  void ofASampleNeighbouringNumbersAreTakenTogether() {
    SampleSweep.write(
        folder,
        "[\"x\"]",
        "SELECT x / 100 AS x, 'ok' AS status, x AS figure FROM range(1, 801) a(x)");

    Effects.Axis axis = of(folder, true).axes().getFirst();

    assertThat(axis.levels()).hasSize(8).allMatch(it -> it.rows() == 100);
    assertThat(axis.levels().getFirst().level()).isEqualTo(new Level.Bin(0.01, 1));
    // Eight means of a hundred neighbours each have all but 1/64 of the variance.
    assertThat(axis.share()).isCloseTo(1 - 1.0 / 64, within(1e-4));
  }

  @Test
  void numbersWithManyRowsEachAreNotTakenTogether() {
    SampleSweep.write(
        folder,
        "[\"draw\", \"x\"]",
        """
        SELECT draw, x, 'ok' AS status, (draw * 7) % 30 AS figure
        FROM range(30) a(draw), range(8) b(x)
        """);

    Effects effects = of(folder, true);

    assertThat(effects.axes().getFirst().levels()).hasSize(30);
    assertThat(share(effects, "draw")).isCloseTo(1, EXACTLY);
  }

  @Test
  void tooFewRowsSayNothingAboutPairs() {
    SampleSweep.write(
        folder,
        "[\"x\", \"y\"]",
        "SELECT x, (x * 7) % 5 AS y, 'ok' AS status, x AS figure FROM range(1, 5) a(x)");

    Effects effects = of(folder, true);

    assertThat(effects.pairs()).isEmpty();
    assertThat(effects.axes()).hasSize(2);
  }

  @Test
  void aFigureThatIsAlwaysTheSameHangsOnNothing() {
    assertThatThrownBy(() -> effects("x - x + 7.25", true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("figure is the same in all rows");
  }
}
