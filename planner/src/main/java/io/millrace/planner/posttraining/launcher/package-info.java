/**
 * What launchers of post-training can run, as data with names, reasons and sources. A {@link
 * io.millrace.planner.posttraining.launcher.PostTrainingLauncher} lists {@link
 * io.millrace.planner.posttraining.launcher.Arrangement arrangements} of a dataflow: which calls
 * share devices and which share a strategy, and how far generation may be ahead ({@code Lead}). Its
 * {@link io.millrace.planner.posttraining.launcher.PlacementRule rules} say what one call may look
 * like, its {@link io.millrace.planner.posttraining.launcher.ScenarioRule scenario rules} whether
 * it has the algorithm at all. {@link io.millrace.planner.posttraining.launcher.Launchers} has
 * those that come with the tool.
 *
 * <p>A launcher also says what its trainers can share out, and which framework's costs its runs
 * have. {@code PlanRefusals} are why it cannot run a plan, {@code Conflicts} among them: what keeps
 * the plan from being of an arrangement.
 *
 * <p>A search asks {@code refusals(scenario)} first, then chooses an arrangement, a mesh for each
 * of its pools and a strategy for each of its groups, and drops placements that {@code refusal}
 * names a reason against: plans that a launcher cannot run are never built.
 */
@NullMarked
package io.millrace.planner.posttraining.launcher;

import org.jspecify.annotations.NullMarked;
