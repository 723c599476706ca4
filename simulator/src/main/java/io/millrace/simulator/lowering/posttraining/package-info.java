/**
 * Post-training, lowered to costs of calls and a schedule of them.
 *
 * <p>{@link io.millrace.simulator.lowering.posttraining.CallCosts} says what a call takes where a
 * plan puts it: training by the estimator of training iterations, inference by the forward passes
 * of the same description, generation by {@code Generation}, which runs a closed set of requests
 * through steps whose costs are those of {@code TokenCosts}. {@link
 * io.millrace.simulator.lowering.posttraining.Reallocation} says what it takes to move weights
 * between two placements. {@link io.millrace.simulator.lowering.posttraining.IterationEstimator}
 * puts calls together as a list schedule in which calls with a device in common take turns. Read it
 * first.
 */
@NullMarked
package io.millrace.simulator.lowering.posttraining;

import org.jspecify.annotations.NullMarked;
