package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;

/**
 * A plan that differs from another in one choice.
 *
 * @param choice which
 * @param change from what to what
 * @param plan the other plan, everything else as it was
 */
record Neighbour(String choice, String change, TrainingPlan plan) {}
