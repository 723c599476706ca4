/**
 * What one operation costs: kernels on a device and collectives over links.
 *
 * <p>An {@link io.millrace.simulator.cost.Operation} says what is computed, a {@link
 * io.millrace.simulator.cost.Collective} what is exchanged; a {@link
 * io.millrace.simulator.cost.CostModel} turns either into a cost, which is a value: how long the
 * parts of the device would be busy if nothing else ran. The engine adds what contention does.
 *
 * <p>{@link io.millrace.simulator.cost.CalibratedCostModel} is the model that ships. Its parameters
 * belong to device generations ({@code kernels.yaml}) and to fabrics ({@code collectives.yaml}),
 * each with its source, each number with its spread; a device without measurements takes those of
 * its nearest relative with wider spreads. To add a cost model, implement {@code CostModel}. {@link
 * io.millrace.simulator.cost.RememberedCosts} and {@link io.millrace.simulator.cost.SteppedClocks}
 * remember what another one said.
 */
@NullMarked
package io.millrace.simulator.cost;

import org.jspecify.annotations.NullMarked;
