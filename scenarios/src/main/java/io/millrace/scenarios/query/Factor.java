package io.millrace.scenarios.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What some columns say about each observation: which of a few levels it is of.
 *
 * @param columns what it is made of
 * @param levels numbers ascend; all else is in the order in which the rows have it
 * @param codes for each observation the index of its level
 */
record Factor(List<String> columns, List<Level> levels, int[] codes) {

  /** What tables call it. */
  String name() {
    return String.join(" / ", columns);
  }

  /** How many observations each level has. */
  int[] counts() {
    int[] counts = new int[levels.size()];
    for (int code : codes) {
      counts[code]++;
    }
    return counts;
  }

  /** The number that a level of a numeric column is. */
  private static @Nullable Number number(Level level) {
    return level instanceof Level.Values values
            && values.of().size() == 1
            && values.of().getFirst() instanceof Number number
        ? number
        : null;
  }

  private boolean isNumeric() {
    return levels.stream().allMatch(it -> number(it) != null);
  }

  /** With numbers ascending. */
  Factor sorted() {
    if (!isNumeric()) {
      return this;
    }
    List<Integer> order =
        IntStream.range(0, levels.size())
            .boxed()
            .sorted(Comparator.comparingDouble(it -> value(levels.get(it))))
            .toList();
    int[] places = new int[order.size()];
    for (int i = 0; i < places.length; i++) {
      places[order.get(i)] = i;
    }
    return recoded(order.stream().map(levels::get).toList(), places);
  }

  /**
   * With neighbouring numbers taken together where there are many: then each bin has about as many
   * observations. Of a sample each number is another.
   *
   * @param most levels that stay as they are
   * @param bins how many there are to be otherwise
   */
  Factor binned(int most, int bins) {
    if (levels.size() <= most || !isNumeric()) {
      return this;
    }
    int[] counts = counts();
    int[] places = new int[counts.length];
    long before = 0;
    int last = -1;
    int used = -1;
    double[] lows = new double[bins];
    double[] highs = new double[bins];
    for (int level = 0; level < counts.length; level++) {
      int bin = (int) (before * bins / codes.length);
      double value = value(levels.get(level));
      if (bin != last) {
        used++;
        last = bin;
        lows[used] = value;
      }
      highs[used] = value;
      places[level] = used;
      before += counts[level];
    }
    List<Level> binned =
        IntStream.rangeClosed(0, used)
            .<Level>mapToObj(it -> new Level.Bin(lows[it], highs[it]))
            .toList();
    return recoded(binned, places);
  }

  private Factor recoded(List<Level> others, int[] places) {
    return new Factor(columns, others, Arrays.stream(codes).map(it -> places[it]).toArray());
  }

  private static double value(Level level) {
    Number number = number(level);
    return number == null ? Double.NaN : number.doubleValue();
  }
}
