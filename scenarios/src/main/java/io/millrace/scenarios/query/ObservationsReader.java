package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes rows of a number, some figures and the columns of some factors. */
final class ObservationsReader implements RowSink {
  private final List<List<String>> groups;
  private final int[] numbers;
  private final double[][] figures;
  private final int[][] codes;
  private final List<Map<List<@Nullable Object>, Integer>> known = new ArrayList<>();
  private final List<List<Level>> levels = new ArrayList<>();
  private int size;

  ObservationsReader(int rows, int figures, List<List<String>> groups) {
    this.groups = groups;
    this.numbers = new int[rows];
    this.figures = new double[figures][rows];
    this.codes = new int[groups.size()][rows];
    for (int i = 0; i < groups.size(); i++) {
      known.add(new HashMap<>());
      levels.add(new ArrayList<>());
    }
  }

  @Override
  public void columns(List<AnswerColumn> columns) {}

  @Override
  public void row(List<@Nullable Object> row) {
    numbers[size] = ((Number) present(row.getFirst())).intValue();
    for (int i = 0; i < figures.length; i++) {
      // Adding zero makes a negative zero an ordinary one.
      figures[i][size] = ((Number) present(row.get(1 + i))).doubleValue() + 0.0;
    }
    int next = 1 + figures.length;
    for (int i = 0; i < groups.size(); i++) {
      int width = groups.get(i).size();
      codes[i][size] = code(i, row.subList(next, next + width));
      next += width;
    }
    size++;
  }

  private int code(int factor, List<@Nullable Object> values) {
    Integer code = known.get(factor).get(values);
    if (code == null) {
      code = levels.get(factor).size();
      Level.Values level = new Level.Values(values);
      known.get(factor).put(level.of(), code);
      levels.get(factor).add(level);
    }
    return code;
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("a row without a figure was asked not to come");
    }
    return value;
  }

  Observations read() {
    return new Observations(
        numbers,
        figures,
        IntStream.range(0, groups.size())
            .mapToObj(it -> new Factor(groups.get(it), levels.get(it), codes[it]).sorted())
            .toList());
  }
}
