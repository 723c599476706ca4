package io.millrace.scenarios.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Parts of a whole as per cent that add up, and as bars. */
public final class Shares {
  private static final int TENTHS = 1000;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private Shares() {}

  /**
   * Each part in per cent with one digit. They add up to exactly 100.0: what rounding down leaves
   * over goes to those that lost most by it (the method of largest remainders).
   */
  public static List<String> percentages(List<Double> parts) {
    double whole = parts.stream().mapToDouble(Double::doubleValue).sum();
    int[] tenths = parts.stream().mapToInt(part -> (int) (part / whole * TENTHS)).toArray();
    int left = TENTHS - IntStream.of(tenths).sum();
    List<Integer> losers = new ArrayList<>(IntStream.range(0, tenths.length).boxed().toList());
    losers.sort(
        Comparator.comparingDouble((Integer i) -> tenths[i] - parts.get(i) / whole * TENTHS));
    for (int i = 0; i < left; i++) {
      tenths[losers.get(i)]++;
    }
    return IntStream.of(tenths)
        .mapToObj(tenth -> String.format(Locale.ROOT, "%.1f %%", tenth / 10.0))
        .toList();
  }

  /** A bar that a whole would make {@code width} columns long, to an eighth of a column. */
  static String bar(double share, int width) {
    int eighths = (int) Math.round(share * width * 8);
    String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + rest;
  }
}
