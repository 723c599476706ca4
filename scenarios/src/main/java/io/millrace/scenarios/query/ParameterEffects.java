package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of the cost model a figure hangs on, as the draws of a sweep tell: of each draw
 * the mean over all rows, or of the logarithm, is explained by how far parameters were moved. The
 * one that explains most comes first, the next is the one that explains most of what it leaves
 * (forward selection), until what is left could be chance.
 *
 * @param draws how many
 * @param parameters how many were drawn
 * @param known those that explain more than chance would, in the order in which they were found
 */
public record ParameterEffects(int draws, int parameters, List<Moved> known) {
  /** How often chance alone is to be taken for an effect, over all parameters. */
  private static final double ERROR = 0.05;

  /** Share of the variance that is nothing but rounding. */
  private static final double ROUNDING = 1e-20;

  /**
   * What a parameter does.
   *
   * @param parameter its path
   * @param share of the variance of the draws
   * @param effect what a standard deviation more does: a factor, or a difference where no logarithm
   *     is taken
   */
  public record Moved(String parameter, double share, double effect) {}

  /** Copies the list. */
  public ParameterEffects {
    known = List.copyOf(known);
  }

  /** The share of the variance of the draws that is not explained. */
  public double rest() {
    return 1 - known.stream().mapToDouble(Moved::share).sum();
  }

  /**
   * The squared correlation that the largest of some parameters rarely exceeds if none matters: of
   * each the correlation is about normal with a variance of 1 / (draws - 1), and the chances of all
   * add up to at most {@link #ERROR} (Bonferroni).
   */
  private static double chance(int draws, int parameters) {
    double deviations =
        new NormalDistribution().inverseCumulativeProbability(1 - ERROR / 2 / parameters);
    return Math.min(1, deviations * deviations / Math.max(1, draws - 1));
  }

  /**
   * Finds them.
   *
   * @return empty if the rows are of no draws, or of several sweeps
   */
  static Optional<ParameterEffects> of(SweepRows rows, String figure, boolean logarithmic) {
    List<DrawnParameter> parameters =
        rows.folders().size() == 1 ? rows.folders().getFirst().drawn() : List.of();
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    Answer means = rows.meansByDraw(figure, logarithmic);
    int draws = means.rows().size();
    double[] values = new double[draws];
    int[] numbers = new int[draws];
    for (int i = 0; i < draws; i++) {
      List<@Nullable Object> row = means.rows().get(i);
      numbers[i] = ((Number) Objects.requireNonNull(row.get(0))).intValue();
      values[i] = ((Number) Objects.requireNonNull(row.get(1))).doubleValue();
    }
    List<double[]> deviations = new ArrayList<>();
    for (DrawnParameter parameter : parameters) {
      deviations.add(
          centred(IntStream.of(numbers).mapToDouble(it -> parameter.deviations().get(it - 1))));
    }
    double[] left = centred(DoubleStream.of(values));
    double variance = product(left, left);
    double chance = chance(draws, parameters.size());
    List<Moved> known = new ArrayList<>();
    while (known.size() < draws && product(left, left) > ROUNDING * variance) {
      int best = 0;
      for (int i = 1; i < deviations.size(); i++) {
        best =
            explained(deviations.get(i), left) > explained(deviations.get(best), left) ? i : best;
      }
      double share = explained(deviations.get(best), left);
      if (share <= chance * product(left, left)) {
        break;
      }
      double[] moved = deviations.get(best).clone();
      double slope = product(moved, left) / product(moved, moved);
      subtract(left, slope, moved);
      for (double[] other : deviations) {
        // What two have in common by chance is told once.
        subtract(other, product(moved, other) / product(moved, moved), moved);
      }
      known.add(
          new Moved(
              parameters.get(best).name(),
              share / variance,
              logarithmic ? Math.exp(slope) : slope));
    }
    return Optional.of(new ParameterEffects(draws, parameters.size(), known));
  }

  /** How much of the squares of some values is explained by others. */
  private static double explained(double[] by, double[] values) {
    double own = product(by, by);
    double together = product(by, values);
    return own == 0 ? 0 : together * together / own;
  }

  private static double[] centred(DoubleStream of) {
    double[] values = of.toArray();
    double mean = Arrays.stream(values).sum() / values.length;
    return Arrays.stream(values).map(it -> it - mean).toArray();
  }

  private static void subtract(double[] from, double factor, double[] values) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * values[i];
    }
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
