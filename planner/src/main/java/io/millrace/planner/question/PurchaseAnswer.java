package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What could be bought.
 *
 * @param offers the kinds of nodes that can train it, those with most tokens a second first
 * @param refusals the others
 */
public record PurchaseAnswer(List<Offer> offers, List<Refusal> refusals) {

  /** Copies the lists. */
  public PurchaseAnswer {
    offers = List.copyOf(offers);
    refusals = List.copyOf(refusals);
  }

  /** What a kind of node comes to. */
  sealed interface Verdict permits Offer, Refusal {}

  /**
   * Devices in a kind of node, and their best plan.
   *
   * @param node which
   * @param devices how many
   * @param plan the best of those that were looked at
   * @param seconds of an iteration
   * @param tokensPerSecond of all devices
   * @param tokensPerDollar absent where no price is given
   * @param joulesPerToken of all devices; absent where the power is not published
   * @param totalSeconds until all tokens are done; absent where nobody says how many
   * @param gap how much of its time the plan could lose at most to one that was left out
   */
  public record Offer(
      String node,
      int devices,
      TrainingPlan plan,
      double seconds,
      double tokensPerSecond,
      OptionalDouble tokensPerDollar,
      OptionalDouble joulesPerToken,
      OptionalDouble totalSeconds,
      double gap)
      implements Verdict {}

  /**
   * A kind of node that is no answer.
   *
   * @param node which
   * @param reason what it has not
   */
  public record Refusal(String node, String reason) implements Verdict {}
}
