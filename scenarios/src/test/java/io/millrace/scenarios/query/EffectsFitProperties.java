package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** On grids the shares are the textbook's; on parts of grids sums still have no interactions. */
class EffectsFitProperties {

  private static Factor factor(String name, int levels, int[] codes) {
    return new Factor(
        List.of(name),
        IntStream.range(0, levels)
            .<Level>mapToObj(it -> new Level.Values(List.of((long) it)))
            .toList(),
        codes);
  }

  private static Observations observations(double[] figures, Factor... factors) {
    return new Observations(
        IntStream.range(0, figures.length).toArray(), new double[][] {figures}, List.of(factors));
  }

  @Property(tries = 200)
  void onAGridSharesAreThoseOfTheAnalysisOfVariance(
      @ForAll @IntRange(min = 2, max = 6) int across,
      @ForAll @IntRange(min = 2, max = 6) int up,
      @ForAll long seed) {
    Random random = new Random(seed);
    int rows = across * up;
    double[] figures = random.doubles(rows, -1, 1).toArray();
    int[] x = IntStream.range(0, rows).map(it -> it % across).toArray();
    int[] y = IntStream.range(0, rows).map(it -> it / across).toArray();

    Effects effects =
        new EffectsFit("f", observations(figures, factor("x", across, x), factor("y", up, y)), true)
            .effects();

    double mean = Arrays.stream(figures).average().orElseThrow();
    double total = Arrays.stream(figures).map(it -> (it - mean) * (it - mean)).sum();
    double ofX = between(figures, x, across, mean) / total;
    double ofY = between(figures, y, up, mean) / total;
    assertThat(effects.grid()).isTrue();
    assertThat(share(effects, "x")).isCloseTo(ofX, within(1e-9));
    assertThat(share(effects, "y")).isCloseTo(ofY, within(1e-9));
    assertThat(effects.pairs().getFirst().share()).isCloseTo(1 - ofX - ofY, within(1e-9));
  }

  /** The sum of squares between the means of the levels. */
  private static double between(double[] figures, int[] codes, int levels, double mean) {
    double[] sums = new double[levels];
    int[] counts = new int[levels];
    for (int i = 0; i < figures.length; i++) {
      sums[codes[i]] += figures[i];
      counts[codes[i]]++;
    }
    double squares = 0;
    for (int i = 0; i < levels; i++) {
      double difference = sums[i] / counts[i] - mean;
      squares += counts[i] * difference * difference;
    }
    return squares;
  }

  @Property(tries = 200)
  void aSumHasNoInteractionsWhateverCombinationsAreMissing(
      @ForAll @IntRange(min = 3, max = 5) int levels, @ForAll long seed) {
    Random random = new Random(seed);
    double[][] parts = new double[3][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = random.doubles(levels, -1, 1).toArray();
    }
    int[] points =
        IntStream.range(0, levels * levels * levels)
            .filter(it -> it < 2 || random.nextDouble() < 0.8)
            .toArray();
    int[][] codes = {
      Arrays.stream(points).map(it -> it % levels).toArray(),
      Arrays.stream(points).map(it -> it / levels % levels).toArray(),
      Arrays.stream(points).map(it -> it / levels / levels).toArray()
    };
    double[] figures =
        IntStream.range(0, points.length)
            .mapToDouble(
                it -> parts[0][codes[0][it]] + parts[1][codes[1][it]] + parts[2][codes[2][it]])
            .toArray();

    Effects effects =
        new EffectsFit(
                "f",
                observations(
                    figures,
                    factor("a", levels, codes[0]),
                    factor("b", levels, codes[1]),
                    factor("c", levels, codes[2])),
                true)
            .effects();

    assertThat(effects.pairs()).allMatch(it -> Math.abs(it.share()) < 1e-9);
    assertThat(effects.axes().stream().mapToDouble(Effects.Axis::share).sum())
        .isCloseTo(1, within(1e-9));
  }

  private static double share(Effects effects, String axis) {
    return effects.axes().stream()
        .filter(it -> it.name().equals(axis))
        .findFirst()
        .orElseThrow()
        .share();
  }
}
