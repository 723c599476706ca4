/**
 * Finds the best plans for a scenario: {@link io.millrace.planner.Planner} is the front door, takes
 * a {@link io.millrace.planner.PlanningRequest} (what for, among which {@link
 * io.millrace.planner.AllowedPlans}, with what {@link io.millrace.planner.SearchEffort}) and starts
 * a {@link io.millrace.planner.PlanningJob}, whose answer is a {@link
 * io.millrace.model.report.PlanningReport}.
 *
 * <p>The plans that are considered are those of {@link io.millrace.planner.space}; {@link
 * io.millrace.planner.search} goes through them with the simulator's {@link
 * io.millrace.simulator.lowering.training.PlanCosts}; the best are simulated, event by event, and
 * ranked anew.
 *
 * <p>Where the calls of post-training run best is another search: {@link
 * io.millrace.planner.posttraining}.
 */
@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
