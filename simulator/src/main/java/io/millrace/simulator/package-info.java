/**
 * Turns a scenario with a plan into a report of times, memory and cost.
 *
 * <p>One idea carries the module: everything that takes time is an activity that draws on
 * resources, and resources divide their capacity max-min fairly. The engine package knows only
 * that; networks, cost models and lowering give the words of AI systems to it.
 *
 * <p>Front doors for post-training are {@link io.millrace.simulator.PostTrainingEstimator} and
 * {@link io.millrace.simulator.PostTrainingSimulator}; {@link
 * io.millrace.simulator.StreamSimulator} is the one for workers joined by streams. {@link
 * io.millrace.simulator.Profiler} tells what an iteration of training is made of.
 */
@NullMarked
package io.millrace.simulator;

import org.jspecify.annotations.NullMarked;
