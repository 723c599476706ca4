package io.millrace.model.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why a plan is the best: what bounds it, what the nearest other plans would lose, and what lifting
 * one limit would gain.
 *
 * @param plan the label of the plan
 * @param summary a paragraph for people
 * @param parts where the time of the stage goes that the others wait for, the largest first; they
 *     add up to the iteration
 * @param alternatives plans that differ in one choice, in the order of the choices
 * @param gains what would be won if one limit were lifted and the plan kept, the largest first
 */
public record Explanation(
    String plan,
    String summary,
    List<Part> parts,
    List<Alternative> alternatives,
    List<Gain> gains) {

  /** Copies the lists. */
  public Explanation {
    parts = List.copyOf(parts);
    alternatives = List.copyOf(alternatives);
    gains = List.copyOf(gains);
  }

  /**
   * A part of the iteration.
   *
   * @param what is done, or waited for
   * @param seconds of it
   * @param share of the iteration
   */
  public record Part(TimePart what, double seconds, double share) {}

  /**
   * A plan that differs in one choice.
   *
   * @param choice which, such as {@code tensor} or {@code schedule}
   * @param change from what to what
   * @param plan its label
   * @param loss by how much it is worse by formulas, 0.1 for ten percent; for other degrees that of
   *     the best plan with them; absent where there is no such plan
   * @param atMost whether a better plan with these degrees may exist: not all were looked at
   * @param impossible why it cannot be run: what does not fit, or the rule that it breaks
   */
  public record Alternative(
      String choice,
      String change,
      String plan,
      OptionalDouble loss,
      boolean atMost,
      Optional<String> impossible) {}

  /**
   * What lifting a limit would gain.
   *
   * @param what would be different
   * @param value what the plan would then be compared by, against what it is
   * @param gain the part of that which goes away: 0.1 for ten percent
   */
  public record Gain(String what, double value, double gain) {}

  /** The alternatives that could be run. */
  public List<Alternative> possible() {
    return alternatives.stream().filter(it -> it.impossible().isEmpty()).toList();
  }
}
