/**
 * Searches for the placement of every call of a post-training dataflow: a mesh and a strategy each.
 *
 * <p>A {@code PlacementSpace} says what there is to choose from: pools of calls that share a mesh,
 * groups within them that share a strategy, the meshes and, for each group and size of mesh, the
 * strategies with what they cost. An {@code Assignment} is one choice of each; {@code
 * AssignmentCosts} says what it takes and whether it fits.
 *
 * <p>Three searches work on the same costs:
 *
 * <ul>
 *   <li>{@code ExactSearch} proves the best: sizes of meshes first, then where they lie, then
 *       strategies, each bounded by the pace of the least times (which is a bound, as {@link
 *       io.millrace.simulator.lowering.posttraining.IterationPace} grows with every time). Where it
 *       ends early, the least bound that is left is the gap.
 *   <li>{@code NeighbourhoodSearch} finds good plans for large clusters: it takes one or two pools
 *       out and puts them back in the best way, and anneals between such steps.
 *   <li>{@code MetropolisSearch} is ReaL's search as of April 2024, to compare with.
 * </ul>
 *
 * <p>{@code LegalMeshes} says which meshes there are, both sides of a split of the cluster among
 * them. Of what was found, {@code Shortlist} keeps what is nearly as good for the engine to choose
 * from, and {@code SplitSearch} has the best plan at each split ({@link
 * io.millrace.planner.posttraining.Split}); {@code PlacementAnswers} makes the answer of it.
 *
 * <p>{@code KnownPlans} has what people do without a search: symmetric plans and ReaL's heuristic.
 * Read {@link io.millrace.planner.posttraining.PostTrainingPlanner} first, the front door.
 */
@NullMarked
package io.millrace.planner.posttraining;

import org.jspecify.annotations.NullMarked;
