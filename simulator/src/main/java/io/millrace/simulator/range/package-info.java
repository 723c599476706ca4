/**
 * How wide a prediction is: what the spreads of parameters, and what the model leaves out, do to
 * the time of an iteration.
 *
 * <p>A {@link io.millrace.simulator.range.RangeMethod} turns a {@link
 * io.millrace.simulator.range.Response}, the time as a function of the parameters, into a {@link
 * io.millrace.simulator.range.Range}. Two methods ship: to first order, which also tells what the
 * range hangs on, and by seeded samples, which makes no assumption about the response. They agree
 * where the response is nearly linear; a test holds them together. The first order asks a response
 * for estimates, which need not be simulations, and simulates what matters.
 */
@NullMarked
package io.millrace.simulator.range;

import org.jspecify.annotations.NullMarked;
