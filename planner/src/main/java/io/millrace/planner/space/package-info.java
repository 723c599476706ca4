/** The plans that a scenario allows: {@link io.millrace.planner.space.CandidateSpace}. */
@NullMarked
package io.millrace.planner.space;

import org.jspecify.annotations.NullMarked;
