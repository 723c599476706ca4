package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The best row of each group, and how much is lost by the second best. Of equal rows the one that
 * comes first in the sweep is best.
 *
 * @param objective what was wanted
 * @param rows how many rows took part
 * @param answer a row for each group: what the best one is, its figure, that of the second best, by
 *     which share it is worse, and in which inputs it differs
 */
public record BestRows(Objective objective, int rows, Answer answer) {

  /** Finds them. */
  public static BestRows of(SweepRows rows, Objective objective, List<String> by) {
    new AskedColumns(rows)
        .known("--by", by)
        .numeric(objective.option(), objective.column())
        .different("--by", by, List.of(objective.column()))
        .check();
    Observations observations = rows.observe(List.of(by), List.of(objective.column()));
    Factor group = observations.factors().getFirst();
    double[] costs = objective.costs(observations.figures()[0]);
    int[][] best = firstTwo(group, costs);
    List<String> names = rows.describing(by, List.of(objective.column()));
    Answer first = rows.rowsAt(numbers(observations, best[0]), names);
    // A group of one row has no second; it is compared with itself and then left empty.
    Answer second = rows.rowsAt(numbers(observations, orElse(best[1], best[0])), names);
    Set<String> compared = new HashSet<>();
    rows.axes().forEach(compared::addAll);
    by.forEach(compared::remove);
    List<AnswerColumn> columns = new ArrayList<>(first.columns());
    columns.add(AnswerColumn.number("second_" + objective.column()));
    columns.add(AnswerColumn.number("worse_by"));
    columns.add(AnswerColumn.text("second_differs_in"));
    List<List<@Nullable Object>> answers = new ArrayList<>();
    for (int i = 0; i < first.rows().size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(first.rows().get(i));
      if (best[1][i] < 0) {
        row.addAll(Arrays.asList(null, null, null));
      } else {
        row.add(observations.figures()[0][best[1][i]]);
        row.add(share(costs[best[0][i]], costs[best[1][i]]));
        row.add(difference(first.columns(), row, second.rows().get(i), compared));
      }
      answers.add(row);
    }
    return new BestRows(objective, observations.size(), new Answer(columns, answers));
  }

  private static int[][] firstTwo(Factor group, double[] costs) {
    int[] first = new int[group.levels().size()];
    int[] second = new int[first.length];
    Arrays.fill(first, -1);
    Arrays.fill(second, -1);
    for (int row = 0; row < costs.length; row++) {
      int code = group.codes()[row];
      if (first[code] < 0 || costs[row] < costs[first[code]]) {
        second[code] = first[code];
        first[code] = row;
      } else if (second[code] < 0 || costs[row] < costs[second[code]]) {
        second[code] = row;
      }
    }
    return new int[][] {first, second};
  }

  private static int[] orElse(int[] rows, int[] others) {
    int[] either = rows.clone();
    for (int i = 0; i < either.length; i++) {
      either[i] = either[i] < 0 ? others[i] : either[i];
    }
    return either;
  }

  private static int[] numbers(Observations observations, int[] rows) {
    return Arrays.stream(rows).map(it -> observations.numbers()[it]).toArray();
  }

  private static @Nullable Object share(double best, double second) {
    return best == 0 ? null : (Object) ((second - best) / Math.abs(best));
  }

  private static String difference(
      List<AnswerColumn> columns,
      List<@Nullable Object> best,
      List<@Nullable Object> second,
      Set<String> compared) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (compared.contains(columns.get(i).name()) && !Objects.equals(best.get(i), second.get(i))) {
        differences.add(columns.get(i).name() + "=" + second.get(i));
      }
    }
    return String.join(" ", differences);
  }
}
