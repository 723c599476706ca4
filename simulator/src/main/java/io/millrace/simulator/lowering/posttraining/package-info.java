/**
 * Post-training, lowered to costs of calls and a schedule of them.
 *
 * <p>{@link io.millrace.simulator.lowering.posttraining.CallCosts} says what a call takes where a
 * plan puts it: training by the estimator of training iterations, inference by the forward passes
 * of the same description, generation by {@code Generation}, which runs batches of requests through
 * steps whose costs are those of {@code StepCosts}, or, where responses stream, by {@code
 * StreamedGeneration}, which never ends. {@code Reallocation} says which bytes move between two
 * placements and {@code TransferPlan} who sends them, {@link
 * io.millrace.simulator.lowering.posttraining.WeightUpdate} what else an update takes until it is
 * used.
 *
 * <p>{@link io.millrace.simulator.lowering.posttraining.IterationPace} says how fast iterations
 * follow each other in which calls with a device in common take turns, and bounds it, on arrays for
 * searches; {@link io.millrace.simulator.lowering.posttraining.StreamedCalls} what engines and
 * trainer wait for each other where responses stream; {@link
 * io.millrace.simulator.lowering.posttraining.MemoryClaims} what calls claim of memory and {@link
 * io.millrace.simulator.lowering.posttraining.PlanMemory} what their devices hold together; {@link
 * io.millrace.simulator.lowering.posttraining.IterationEstimator} puts it together for one plan.
 * Read that first. {@link io.millrace.simulator.lowering.posttraining.PostTrainingSimulation} runs
 * the same calls on the engine, with transfers that share links and memory over time.
 */
@NullMarked
package io.millrace.simulator.lowering.posttraining;

import org.jspecify.annotations.NullMarked;
