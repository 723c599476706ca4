package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * With the levels in order, column by column: numbers ascend, the rest is as the rows have it.
   */
  Factor sorted() {
    Comparator<Integer> order = Comparator.comparingInt(_ -> 0);
    for (int column = 0; column < columns.size(); column++) {
      double[] places = places(column);
      order = order.thenComparingDouble(it -> places[it]);
    }
    List<Integer> sorted = IntStream.range(0, levels.size()).boxed().sorted(order).toList();
    int[] places = new int[sorted.size()];
    for (int i = 0; i < places.length; i++) {
      places[sorted.get(i)] = i;
    }
    return recoded(sorted.stream().map(levels::get).toList(), places);
  }

  /** For each level the number in a column, or when its value first came if not all are numbers. */
  private double[] places(int column) {
    List<@Nullable Object> values = new ArrayList<>();
    Map<@Nullable Object, Integer> first = new HashMap<>();
    for (Level level : levels) {
      @Nullable Object value = level instanceof Level.Values it ? it.of().get(column) : null;
      values.add(value);
      first.putIfAbsent(value, first.size());
    }
    boolean numbers = values.stream().allMatch(it -> it == null || it instanceof Number);
    return values.stream()
        .mapToDouble(
            it -> {
              if (!numbers) {
                return Objects.requireNonNull(first.get(it));
              }
              return it instanceof Number number ? number.doubleValue() : Double.POSITIVE_INFINITY;
            })
        .toArray();
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
