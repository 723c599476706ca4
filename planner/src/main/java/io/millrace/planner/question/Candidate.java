package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;

/**
 * A plan that is compared with others where inputs change.
 *
 * @param plan the plan
 * @param correction what its simulation says against its formulas; where it was not simulated, what
 *     that is of the best plan
 */
record Candidate(TrainingPlan plan, double correction) {}
