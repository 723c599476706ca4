/**
 * What launchers of post-training can run, as data with names, reasons and sources. A {@link
 * io.millrace.planner.posttraining.launcher.PostTrainingLauncher} lists {@link
 * io.millrace.planner.posttraining.launcher.Arrangement arrangements} of a dataflow: which calls
 * share devices and which share a strategy. Its {@link
 * io.millrace.planner.posttraining.launcher.PlacementRule rules} say what one call may look like,
 * its {@link io.millrace.planner.posttraining.launcher.ScenarioRule scenario rules} whether it has
 * the algorithm at all. {@link io.millrace.planner.posttraining.launcher.Launchers} has those that
 * come with the tool.
 *
 * <p>A search asks {@code refusals(scenario)} first, then chooses an arrangement, a mesh for each
 * of its pools and a strategy for each of its groups, and drops placements that {@code refusal}
 * names a reason against: plans that a launcher cannot run are never built.
 */
@NullMarked
package io.millrace.planner.posttraining.launcher;

import org.jspecify.annotations.NullMarked;
