package io.millrace.ui.chart;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;

/** The numbers that charts are made of. */
final class Numbers {
  private Numbers() {}

  /** Refuses what has no place on an axis. */
  static void check(double number, String what) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(what + " is " + number + ": that has no place on an axis");
    }
  }

  /** The least and the greatest, in words. */
  static String range(Collection<Double> numbers) {
    if (numbers.isEmpty()) {
      return "no values";
    }
    DoubleSummaryStatistics all =
        numbers.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return text(all.getMin()) + " to " + text(all.getMax());
  }

  static String text(double number) {
    return io.millrace.scenarios.text.Numbers.plain(number);
  }
}
