package io.millrace.model.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an answer hangs on.
 *
 * @param plan the label of the best plan
 * @param bars what each input does to it, the largest effect first
 * @param draws what the uncertainty of the parameters does to it
 */
public record Sensitivity(String plan, List<Bar> bars, Draws draws) {

  /** Copies the list. */
  public Sensitivity {
    bars = List.copyOf(bars);
  }

  /**
   * An input that is less and more than it is.
   *
   * @param input its name in files
   * @param label its name for people
   * @param less where it is less; absent where it cannot be
   * @param more where it is more; absent where it cannot be
   */
  public record Bar(String input, String label, Optional<Side> less, Optional<Side> more) {

    /** The largest change that it makes to the answer. */
    public double effect() {
      return Math.max(less.map(Side::effect).orElse(0.0), more.map(Side::effect).orElse(0.0));
    }
  }

  /**
   * One end of a bar. Changes are of what plans are compared by, per token: 0.1 is ten percent
   * more, which is worse.
   *
   * @param factor by which the input is multiplied: 0.8 and 1.2, or the nearest that whole steps
   *     allow
   * @param kept change if the plan is kept; absent if it no longer fits
   * @param replanned change if it is planned anew; absent if nothing fits
   * @param plan the label of the plan that is then best
   * @param flips whether that is another plan than before
   * @param flipsAt the factor from which on another plan is better, to one percent
   * @param gap how much of its value the new plan could lose at most to one that was not looked at
   */
  public record Side(
      double factor,
      OptionalDouble kept,
      OptionalDouble replanned,
      String plan,
      boolean flips,
      OptionalDouble flipsAt,
      double gap) {

    /** The largest change; without end where the plan no longer fits. */
    public double effect() {
      return Math.max(
          Math.abs(kept.orElse(Double.POSITIVE_INFINITY)),
          Math.abs(replanned.orElse(Double.POSITIVE_INFINITY)));
    }
  }

  /**
   * What random draws of all uncertain parameters give.
   *
   * @param number how many
   * @param seed of the draws
   * @param low tenth percentile of what the plan is compared by, against the answer: 0.9 is a tenth
   *     less
   * @param high ninetieth percentile
   * @param shares of the draws in which each plan is the best, the most frequent first
   */
  public record Draws(int number, long seed, double low, double high, List<Share> shares) {

    /** Copies the list. */
    public Draws {
      shares = List.copyOf(shares);
    }

    /** How often the answer is the best plan. */
    public double probabilityOf(String plan) {
      return shares.stream().filter(it -> it.plan().equals(plan)).mapToDouble(Share::share).sum();
    }
  }

  /**
   * How often a plan is the best of those that were compared.
   *
   * @param plan its label, with the number of devices and the precision where these differ
   * @param share of the draws
   */
  public record Share(String plan, double share) {}
}
