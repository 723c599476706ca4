package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many devices do it.
 *
 * @param best the answer; absent if no number that was looked at is enough
 * @param enough those that were found on the way and are enough, the best last
 * @param looked all numbers that were decided, in their order
 * @param gap by how much a plan that was left out could be faster than the limit on a number that
 *     was found too small; zero: none could
 * @param binding what the next smaller number that was decided lacks; absent if the answer is the
 *     smallest that was decided, or the cheapest was asked for
 * @param nearest the fastest of the most devices, where none is enough; absent if none fits
 */
public record FleetAnswer(
    Optional<Fleet> best,
    List<Fleet> enough,
    List<Integer> looked,
    double gap,
    Optional<Binding> binding,
    Optional<Fleet> nearest) {

  /** Copies the lists. */
  public FleetAnswer {
    enough = List.copyOf(enough);
    looked = List.copyOf(looked);
  }

  /** What a number of devices lacks. */
  public enum Binding {
    /** Plans fit, but none of them is fast enough. */
    TIME("time"),
    /** No plan fits, or degrees divide nothing. */
    MEMORY("memory");

    private final String key;

    Binding(String key) {
      this.key = key;
    }

    /** The name in files and for people. */
    public String key() {
      return key;
    }
  }

  /**
   * Some devices and their best plan.
   *
   * @param devices how many
   * @param plan the best of those that were looked at
   * @param seconds of an iteration
   * @param totalSeconds until all tokens are done, with what goodput takes
   * @param deviceHours of all devices
   * @param dollars for all of them; absent where no price is given
   * @param gap how much of its time the plan could lose at most to one that was left out
   */
  public record Fleet(
      int devices,
      TrainingPlan plan,
      double seconds,
      double totalSeconds,
      double deviceHours,
      OptionalDouble dollars,
      double gap) {}
}
