package io.millrace.scenarios.check;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** Spearman's rank correlation; equal values share the mean of their ranks. */
final class RankCorrelation {
  private static final int FEWEST = 3;

  private RankCorrelation() {}

  /** Of two rows of equal length; absent below three values, and where a row is constant. */
  static OptionalDouble of(double[] first, double[] second) {
    return first.length < FEWEST || isConstant(first) || isConstant(second)
        ? OptionalDouble.empty()
        : OptionalDouble.of(new SpearmansCorrelation().correlation(first, second));
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).distinct().count() < 2;
  }
}
