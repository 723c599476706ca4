package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows that none beats in all that is wanted, group by group. Rows that are not ok, or that
 * miss one of the figures, do not take part.
 */
public final class ParetoFront {
  private final List<Objective> objectives;
  private final Observations observations;
  private final List<int[]> fronts;
  private final Answer answer;

  private ParetoFront(
      List<Objective> objectives, Observations observations, List<int[]> fronts, Answer answer) {
    this.objectives = List.copyOf(objectives);
    this.observations = observations;
    this.fronts = List.copyOf(fronts);
    this.answer = answer;
  }

  /**
   * Finds it.
   *
   * @param objectives what is wanted
   * @param by columns of which each combination has a front of its own
   * @throws InvalidInputException if columns are unknown or nothing is wanted
   */
  public static ParetoFront of(SweepRows rows, List<Objective> objectives, List<String> by) {
    if (objectives.isEmpty()) {
      throw new InvalidInputException(
          new Issue("--min", "nothing is wanted", "say what should be small, or with --max large"));
    }
    AskedColumns asked = new AskedColumns(rows).known("--by", by);
    objectives.forEach(it -> asked.numeric(it.option(), it.column()));
    List<String> figures = objectives.stream().map(Objective::column).toList();
    asked.different("--max", figures, List.of()).different("--by", by, figures).check();
    Observations observations = rows.observe(List.of(by), figures);
    double[][] costs = new double[objectives.size()][];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = objectives.get(i).costs(observations.figures()[i]);
    }
    Skyline skyline = new Skyline(costs);
    List<int[]> fronts = members(observations).stream().map(skyline::of).toList();
    int[] numbers =
        fronts.stream()
            .flatMapToInt(Arrays::stream)
            .map(it -> observations.numbers()[it])
            .toArray();
    return new ParetoFront(
        objectives, observations, fronts, rows.rowsAt(numbers, rows.describing(by, figures)));
  }

  private static List<int[]> members(Observations observations) {
    Factor group = observations.factors().getFirst();
    int[] counts = group.counts();
    List<int[]> members = new ArrayList<>();
    for (int count : counts) {
      members.add(new int[count]);
    }
    int[] next = new int[counts.length];
    for (int row = 0; row < observations.size(); row++) {
      int code = group.codes()[row];
      members.get(code)[next[code]++] = row;
    }
    return members;
  }

  /** What was wanted. */
  public List<Objective> objectives() {
    return objectives;
  }

  /** The rows of the fronts with all that tells what they are. */
  public Answer answer() {
    return answer;
  }

  /**
   * Some columns of the rows of a group's front, in its order.
   *
   * @param rows those that the front was found in, under the same condition
   */
  public Answer front(SweepRows rows, int group, List<String> columns) {
    new AskedColumns(rows).known("columns", columns).check();
    return rows.rowsAt(front(group).map(it -> observations.numbers()[it]).toArray(), columns);
  }

  /** The groups; one if none were asked for. */
  public List<Level> groups() {
    return observations.factors().getFirst().levels();
  }

  /** How many rows took part; they are numbered from 0. */
  public int rows() {
    return observations.size();
  }

  /** The group of a row. */
  public int group(int row) {
    return observations.factors().getFirst().codes()[row];
  }

  /** What a row has of an objective. */
  public double figure(int objective, int row) {
    return observations.figures()[objective][row];
  }

  /** The rows of a group's front, the best of the first objective first. */
  public IntStream front(int group) {
    return IntStream.of(fronts.get(group));
  }
}
