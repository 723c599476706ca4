package io.millrace.ui.runs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a search is, as figures. It is news of a run at work, and not kept.
 *
 * @param objective what plans are compared by, the key of a scenario's {@code objective}
 * @param candidates plans in the space; zero as long as they are not counted
 * @param decided how many of them were costed or ruled out
 * @param evaluated how many were costed
 * @param seconds since it began
 * @param best the best so far
 * @param bound what no plan gets below, in the unit of the objective; absent as long as that is not
 *     known
 * @param history the best and the bound whenever they moved, the earliest first
 */
public record SearchProgress(
    String objective,
    long candidates,
    long decided,
    long evaluated,
    double seconds,
    Optional<Best> best,
    OptionalDouble bound,
    List<Moment> history) {

  /** Copies the list. */
  public SearchProgress {
    history = List.copyOf(history);
  }

  /**
   * The best so far.
   *
   * @param label its degrees in short
   * @param seconds of an iteration
   * @param value in the unit of the objective
   */
  public record Best(String label, double seconds, double value) {}

  /**
   * What was known some time into the search.
   *
   * @param seconds since it began
   * @param best value, absent as long as there was none
   * @param bound absent as long as there was none
   */
  public record Moment(double seconds, OptionalDouble best, OptionalDouble bound) {}

  /**
   * How much of its value the best could lose at most; absent where it or the bound is not known.
   */
  public OptionalDouble gap() {
    return best.isPresent() && bound.isPresent() && best.get().value() > 0
        ? OptionalDouble.of(Math.max(0, 1 - bound.getAsDouble() / best.get().value()))
        : OptionalDouble.empty();
  }

  /** Plans costed in a second. */
  public double evaluatedPerSecond() {
    return seconds > 0 ? evaluated / seconds : 0;
  }

  /** The share of the plans that is decided. */
  double share() {
    return candidates == 0 ? 0 : (double) decided / candidates;
  }

  /** The same in a line. */
  String note() {
    if (candidates == 0) {
      return "preparing the search";
    }
    String counted = "%,d of %,d plans decided".formatted(decided, candidates);
    return best.map(
            it ->
                "%s; best so far %s, %.4g s an iteration"
                    .formatted(counted, it.label(), it.seconds()))
        .orElse(counted);
  }
}
