/**
 * Finds plans: {@link io.millrace.planner.Planner} is the front door.
 *
 * <p>{@link io.millrace.planner.space.CandidateSpace} lists the plans that a scenario allows; the
 * planner costs each with the simulator and ranks those that fit into memory.
 */
@NullMarked
package io.millrace.planner;

import org.jspecify.annotations.NullMarked;
