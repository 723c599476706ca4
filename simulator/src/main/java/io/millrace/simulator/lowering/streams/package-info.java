/**
 * Reinforcement learning by streams on the engine's clock, and its closed form. Workers that batch
 * whatever has queued make no task graph, as nobody knows beforehand which request goes with which
 * batch; {@link io.millrace.simulator.lowering.streams.StreamSimulation} therefore keeps its own
 * loop over the engine's event queue. {@link
 * io.millrace.simulator.lowering.streams.StreamEstimator} says without it what holds a dataflow up.
 */
@NullMarked
package io.millrace.simulator.lowering.streams;

import org.jspecify.annotations.NullMarked;
