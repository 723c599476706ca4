package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits the variance of a figure: {@link Effects} says how. */
final class EffectsFit {
  /** Levels that a numeric axis may have before they are taken together, as of a sample. */
  private static final int MOST_LEVELS = 16;

  /** Rows of a level with which it is none of a sample. */
  private static final int ENOUGH_ROWS = 8;

  /** Levels that are taken together however many rows they have. */
  private static final int FAR_TOO_MANY_LEVELS = 100;

  private static final int BINS = 8;

  /** Share of the variance that is nothing but rounding. */
  private static final double ROUNDING = 1e-20;

  private final String figure;
  private final List<Factor> factors;
  private final boolean logarithmic;
  private final double[] centred;
  private final double variance;

  EffectsFit(String figure, Observations observations, boolean linear) {
    double[] values = observations.figures()[0];
    this.figure = figure;
    this.factors =
        observations.factors().stream()
            .filter(it -> it.levels().size() > 1)
            .map(
                it ->
                    it.binned(
                        Math.clamp(values.length / ENOUGH_ROWS, MOST_LEVELS, FAR_TOO_MANY_LEVELS),
                        BINS))
            .toList();
    if (factors.isEmpty()) {
      throw Effects.constant("nothing that is asked for varies among the rows that have " + figure);
    }
    this.logarithmic = !linear && Arrays.stream(values).allMatch(it -> it > 0);
    double[] explained = logarithmic ? Arrays.stream(values).map(Math::log).toArray() : values;
    this.centred = centred(explained);
    this.variance = product(centred, centred);
    if (variance <= ROUNDING * product(explained, explained)) {
      throw Effects.constant(figure + " is the same in all rows");
    }
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    return Arrays.stream(values).map(it -> it - mean).toArray();
  }

  Effects effects() {
    List<AdditiveFit.Main> mains = factors.stream().map(AdditiveFit.Main::new).toList();
    List<double[]> tables = AdditiveFit.of(mains, centred);
    double[] remaining = centred.clone();
    List<Effects.Axis> axes = new ArrayList<>();
    for (int i = 0; i < mains.size(); i++) {
      double[] part = spread(mains.get(i), tables.get(i));
      axes.add(axis(factors.get(i), tables.get(i), product(part, centred) / variance));
      subtract(remaining, part);
    }
    List<Effects.Pair> pairs = pairs(remaining);
    double rest =
        1
            - axes.stream().mapToDouble(Effects.Axis::share).sum()
            - pairs.stream().mapToDouble(Effects.Pair::share).sum();
    return new Effects(
        figure,
        logarithmic,
        centred.length,
        isGrid(),
        axes.stream().sorted(Comparator.comparingDouble(it -> -it.share())).toList(),
        pairs.stream().sorted(Comparator.comparingDouble(it -> -it.share())).toList(),
        rest,
        Optional.empty());
  }

  private Effects.Axis axis(Factor factor, double[] table, double share) {
    double mean = Arrays.stream(table).sum() / table.length;
    int[] counts = factor.counts();
    List<Effects.LevelEffect> levels =
        IntStream.range(0, table.length)
            .mapToObj(
                it -> {
                  double effect = table[it] - mean;
                  return new Effects.LevelEffect(
                      factor.levels().get(it), counts[it], logarithmic ? Math.exp(effect) : effect);
                })
            .toList();
    return new Effects.Axis(factor.name(), share, levels);
  }

  /**
   * The pairs are fitted to what the axes leave. That is orthogonal to every function of one axis,
   * so it does not matter how much of such functions the fitted pairs hold.
   */
  private List<Effects.Pair> pairs(double[] remaining) {
    List<AdditiveFit.Pair> terms = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        terms.add(new AdditiveFit.Pair(factors.get(i), factors.get(j)));
      }
    }
    if (!canTell(terms)) {
      return List.of();
    }
    boolean additive = product(remaining, remaining) <= ROUNDING * variance;
    List<double[]> tables =
        additive
            ? terms.stream().map(it -> new double[it.cells()]).toList()
            : AdditiveFit.of(terms, remaining);
    List<Effects.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      AdditiveFit.Pair term = terms.get(i);
      double share = along(term, tables.get(i), remaining) / variance;
      pairs.add(new Effects.Pair(term.one().name(), term.other().name(), share));
    }
    return pairs;
  }

  /** Whether axes and pairs together have no more free numbers than there are rows. */
  private boolean canTell(List<AdditiveFit.Pair> pairs) {
    long free = 1;
    for (Factor factor : factors) {
      free += factor.levels().size() - 1;
    }
    for (AdditiveFit.Pair pair : pairs) {
      // A row and a column of the table belong to the axes alone; what is empty says nothing.
      int alone = pair.one().levels().size() + pair.other().levels().size() - 1;
      free += Math.max(0, filled(pair) - alone);
    }
    return free <= centred.length;
  }

  private long filled(AdditiveFit.Pair pair) {
    boolean[] filled = new boolean[pair.cells()];
    for (int row = 0; row < centred.length; row++) {
      filled[pair.cell(row)] = true;
    }
    return IntStream.range(0, filled.length).filter(it -> filled[it]).count();
  }

  /** Whether each combination of levels is there, all equally often. */
  private boolean isGrid() {
    double combinations = 1;
    for (Factor factor : factors) {
      combinations *= factor.levels().size();
    }
    if (combinations > centred.length) {
      return false;
    }
    Map<Long, Integer> counts = new HashMap<>();
    for (int row = 0; row < centred.length; row++) {
      long code = 0;
      for (Factor factor : factors) {
        code = code * factor.levels().size() + factor.codes()[row];
      }
      counts.merge(code, 1, Integer::sum);
    }
    return counts.size() == combinations && counts.values().stream().distinct().count() == 1;
  }

  /** The product of what a table gives rows with their values. */
  private static double along(AdditiveFit.Term term, double[] table, double[] values) {
    double sum = 0;
    for (int row = 0; row < values.length; row++) {
      sum += table[term.cell(row)] * values[row];
    }
    return sum;
  }

  private double[] spread(AdditiveFit.Term term, double[] table) {
    double[] values = new double[centred.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = table[term.cell(row)];
    }
    return values;
  }

  private static void subtract(double[] from, double[] part) {
    for (int row = 0; row < from.length; row++) {
      from[row] -= part[row];
    }
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int row = 0; row < one.length; row++) {
      sum += one[row] * other[row];
    }
    return sum;
  }
}
