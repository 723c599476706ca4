/**
 * Searches the space of parallelism plans for a scenario and says how good the best one can be.
 *
 * <p>Candidates are costed in closed form by the same cost model the simulator uses; the best are
 * re-ranked by simulation, and the result carries both figures.
 */
@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
