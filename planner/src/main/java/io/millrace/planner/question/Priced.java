package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;

/**
 * A plan and what formulas say of it.
 *
 * @param plan the plan
 * @param value what plans are compared by, per million tokens: seconds, US dollars or joules
 * @param seconds of an iteration
 * @param joules of an iteration; not a number where the power is not published
 * @param bytes what the fullest stage keeps
 * @param capacity of its device's memory
 */
record Priced(
    TrainingPlan plan, double value, double seconds, double joules, double bytes, double capacity) {

  boolean fits() {
    return bytes <= capacity;
  }

  /** By how much it is worse than another: 0.1 is ten percent; negative: it is better. */
  double lossAgainst(Priced other) {
    return value / other.value - 1;
  }

  /** Why it does not fit, for people. */
  String excess() {
    return "does not fit: needs %s, %s more than a device has"
        .formatted(Bytes.of(bytes), Bytes.of(bytes - capacity));
  }
}
