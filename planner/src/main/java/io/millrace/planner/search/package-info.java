/**
 * Finds the best plans of a space. {@link io.millrace.planner.search.BranchAndBound} goes through
 * sets of degrees, {@code MeshSearch} through the plans of one, which {@code MeshCosts} bounds and
 * costs and of which {@code Wanted} says what is still looked for; {@link
 * io.millrace.planner.search.SearchResult} says what was found, what became of every candidate and
 * how far from the optimum the best can be.
 */
@NullMarked
package io.millrace.planner.search;

import org.jspecify.annotations.NullMarked;
