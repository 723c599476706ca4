package io.millrace.scenarios.check;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The errors of a group of cases; all shares, not per cent.
 *
 * @param group its name
 * @param metric what was measured
 * @param cases how many are scored
 * @param mape mean absolute error
 * @param medianApe median absolute error
 * @param p90Ape absolute error that nine of ten cases stay below
 * @param maxApe largest absolute error
 * @param bias median signed error: positive where predictions are too large
 * @param spearman rank correlation of measured and predicted; absent below three cases
 * @param covered share of the cases whose measured value lies in the predicted range; absent where
 *     predictions have no range
 */
public record Summary(
    String group,
    Metric metric,
    int cases,
    double mape,
    double medianApe,
    double p90Ape,
    double maxApe,
    double bias,
    OptionalDouble spearman,
    OptionalDouble covered) {

  /** The name of the group that stands for all. */
  public static final String ALL = "all";

  /** The summary of some predictions of one metric; there must be at least one. */
  static Summary of(String group, List<CaseResult.Predicted> cases) {
    double[] errors = cases.stream().mapToDouble(CaseResult.Predicted::error).toArray();
    double[] sizes = Arrays.stream(errors).map(Math::abs).toArray();
    return new Summary(
        group,
        cases.getFirst().metric(),
        cases.size(),
        Arrays.stream(sizes).average().orElseThrow(),
        percentile(sizes, 50),
        percentile(sizes, 90),
        Arrays.stream(sizes).max().orElseThrow(),
        percentile(errors, 50),
        spearman(cases),
        cases.stream()
            .filter(CaseResult.Predicted::hasRange)
            .mapToDouble(it -> it.covered() ? 1 : 0)
            .average());
  }

  private static double percentile(double[] values, double rank) {
    return new Percentile()
        .withEstimationType(Percentile.EstimationType.R_7)
        .evaluate(values, rank);
  }

  private static OptionalDouble spearman(List<CaseResult.Predicted> cases) {
    double[] measured = cases.stream().mapToDouble(CaseResult.Predicted::measured).toArray();
    double[] predicted = cases.stream().mapToDouble(it -> it.predicted().value()).toArray();
    return RankCorrelation.of(measured, predicted);
  }
}
