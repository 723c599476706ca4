package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a figure hangs on: the share of its variance that each axis explains alone, that each pair
 * of axes explains beyond both, and what is left to three and more.
 *
 * <p>On a full grid these are the terms of the functional analysis of variance (Hoeffding 1948;
 * Sobol 1993, "Sensitivity estimates for nonlinear mathematical models"). Where combinations are
 * missing, axes are no longer independent. Then the axes are fitted together by least squares, so
 * that each one's levels are compared as if all else were equal; the pairs are fitted to what
 * remains; and a term's share is its covariance with the figure (Li et al. 2010, "Global
 * sensitivity analysis for systems with independent and/or correlated inputs", equation 20). So the
 * shares always add up to one, and on a full grid nothing changes; a share may be negative where an
 * axis makes up for another.
 *
 * @param figure the column
 * @param logarithmic whether it is its logarithm that is explained, as for any positive figure:
 *     then factors add up
 * @param rows how many rows took part
 * @param grid whether each combination of levels is there equally often
 * @param axes the axes, the largest share first
 * @param pairs the pairs of axes, the largest share first; none where there are too few rows to
 *     tell them from chance
 * @param rest the share of neither
 * @param parameters what the draws differ in, if there are any
 */
public record Effects(
    String figure,
    boolean logarithmic,
    int rows,
    boolean grid,
    List<Axis> axes,
    List<Pair> pairs,
    double rest,
    Optional<ParameterEffects> parameters) {

  /** Copies the lists. */
  public Effects {
    axes = List.copyOf(axes);
    pairs = List.copyOf(pairs);
  }

  /**
   * What an axis does alone.
   *
   * @param name its column or columns
   * @param share of the variance
   * @param levels what each of its levels does
   */
  public record Axis(String name, double share, List<LevelEffect> levels) {

    /** Copies the list. */
    public Axis {
      levels = List.copyOf(levels);
    }

    /** Where the figure is least. */
    public LevelEffect lowest() {
      return levels.stream().min(Comparator.comparingDouble(LevelEffect::effect)).orElseThrow();
    }

    /** Where the figure is largest. */
    public LevelEffect highest() {
      return levels.stream().max(Comparator.comparingDouble(LevelEffect::effect)).orElseThrow();
    }
  }

  /**
   * What a level does.
   *
   * @param level of the axis
   * @param rows how many are of it
   * @param effect by how much the figure is above the mean of the axis's levels, all else equal; a
   *     factor where it is its logarithm that is explained
   */
  public record LevelEffect(Level level, int rows, double effect) {}

  /**
   * What two axes do together that neither does alone.
   *
   * @param one the axis that comes first in the sweep
   * @param other the other one
   * @param share of the variance
   */
  public record Pair(String one, String other, double share) {}

  /**
   * Finds them.
   *
   * @param figure a numeric column
   * @param by columns to explain it by; all axes if there are none
   * @param linear not to take the logarithm
   * @throws InvalidInputException if columns are unknown, or nothing varies
   */
  public static Effects of(SweepRows rows, String figure, List<String> by, boolean linear) {
    new AskedColumns(rows)
        .known("--by", by)
        .numeric("--of", figure)
        .different("--by", by, List.of(figure))
        .check();
    List<List<String>> axes = by.isEmpty() ? rows.axes() : by.stream().map(List::of).toList();
    Effects effects =
        new EffectsFit(figure, rows.observeAll(axes, List.of(figure)), linear).effects();
    return effects.with(ParameterEffects.of(rows, figure, effects.logarithmic()));
  }

  private Effects with(Optional<ParameterEffects> others) {
    return new Effects(figure, logarithmic, rows, grid, axes, pairs, rest, others);
  }

  /** What the draws tell of parameters: a row for each that matters, with its share of them. */
  public Answer drawn() {
    List<AnswerColumn> columns =
        List.of(
            AnswerColumn.text("parameter"),
            AnswerColumn.number("share_of_draws"),
            AnswerColumn.number(logarithmic ? "factor" : "difference"));
    return new Answer(
        columns,
        parameters.map(ParameterEffects::known).orElse(List.of()).stream()
            .map(it -> row(it.parameter(), it.share(), it.effect()))
            .toList());
  }

  /** The shares: a row for each axis, each pair and the rest. */
  public Answer answer() {
    String effect = logarithmic ? "factor" : "difference";
    List<AnswerColumn> columns =
        List.of(
            AnswerColumn.text("axis"),
            AnswerColumn.text("with"),
            AnswerColumn.number("share"),
            AnswerColumn.text("lowest_at"),
            AnswerColumn.text("highest_at"),
            AnswerColumn.number(effect));
    List<List<@Nullable Object>> answers = new ArrayList<>();
    for (Axis axis : axes) {
      answers.add(
          row(
              axis.name(),
              null,
              axis.share(),
              String.valueOf(axis.lowest().level().cell()),
              String.valueOf(axis.highest().level().cell()),
              logarithmic
                  ? axis.highest().effect() / axis.lowest().effect()
                  : axis.highest().effect() - axis.lowest().effect()));
    }
    pairs.forEach(it -> answers.add(row(it.one(), it.other(), it.share(), null, null, null)));
    answers.add(row("rest", null, rest, null, null, null));
    return new Answer(columns, answers);
  }

  /** The levels: a row for each of each axis. */
  public Answer levels() {
    List<AnswerColumn> columns =
        List.of(
            AnswerColumn.text("axis"),
            AnswerColumn.text("level"),
            AnswerColumn.integer("rows"),
            AnswerColumn.number(logarithmic ? "factor" : "difference"));
    return new Answer(
        columns,
        axes.stream()
            .flatMap(
                axis ->
                    axis.levels().stream()
                        .map(
                            it ->
                                row(
                                    axis.name(),
                                    String.valueOf(it.level().cell()),
                                    (long) it.rows(),
                                    it.effect())))
            .toList());
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    List<@Nullable Object> row = new ArrayList<>();
    Stream.of(cells).forEach(row::add);
    return row;
  }

  /** Nothing can be said about what does not vary. */
  static InvalidInputException constant(String what) {
    return new InvalidInputException(new Issue("--of", what, "ask of another column"));
  }
}
