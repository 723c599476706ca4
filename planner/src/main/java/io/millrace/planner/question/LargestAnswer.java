package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How large something can be.
 *
 * @param what can be so large
 * @param best the largest size that can be trained; absent if none that was tried can
 * @param next the smallest size above it that cannot, and why; absent if none was met
 * @param step by which sizes differ
 * @param trials all sizes that were tried, in their order
 */
public record LargestAnswer(
    LargestQuestion.What what,
    Optional<Trial> best,
    Optional<Trial> next,
    int step,
    List<Trial> trials) {

  /** Copies the list. */
  public LargestAnswer {
    trials = List.copyOf(trials);
  }

  /**
   * A size that was tried.
   *
   * @param size in layers, sequences or tokens
   * @param parameters of the model
   * @param plan with which it can be trained; absent if none was found
   * @param seconds of an iteration with it
   * @param why it cannot be trained; empty where it can
   */
  public record Trial(
      int size, long parameters, Optional<TrainingPlan> plan, OptionalDouble seconds, String why) {}
}
