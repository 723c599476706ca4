/**
 * The discrete-event core: a clock, activities that share resources, and graphs of tasks. It knows
 * nothing of what is simulated; every other package describes its world in these terms.
 *
 * <h2>The rule</h2>
 *
 * An <em>activity</em> <i>i</i> draws on <em>resources</em> <i>c</i> of capacity
 * <i>C<sub>c</sub></i> (units per second): it needs <i>d<sub>ic</sub></i> units of each for one
 * unit of its own progress, may progress at no more than its limit <i>r<sub>i</sub></i>, and has a
 * weight <i>w<sub>i</sub></i>. At every instant the rates <i>x<sub>i</sub></i> satisfy
 * <i>x<sub>i</sub> &le; r<sub>i</sub></i> and <i>&sum;<sub>i</sub> d<sub>ic</sub> x<sub>i</sub>
 * &le; C<sub>c</sub></i>, and the vector of <em>levels</em> <i>x<sub>i</sub>/w<sub>i</sub></i> is
 * lexicographically max-min: no level can rise without lowering one that is no higher.
 * Equivalently, each activity is at its limit or draws on a saturated resource on which no level
 * exceeds its own (Bertsekas and Gallager, <i>Data Networks</i>, 2nd ed., section 6.5.2).
 *
 * <p>A <em>task</em> is an activity with a place in time: it starts when all its predecessors have
 * finished, reserves what it needs of the <em>pools</em>, waits out a fixed delay, does its work at
 * the shared rate and releases what it returns. A <em>stream</em> is an in-order queue of tasks.
 *
 * <h2>The algorithm</h2>
 *
 * Events are ordered by (time, priority, sequence) in an {@link
 * io.millrace.simulator.engine.EventQueue indexed heap}; times are whole ticks, a picosecond unless
 * the graph chooses another {@link io.millrace.simulator.engine.Timescale}. All changes of one
 * instant are shared out together before the clock moves, by raising a common water level over the
 * affected resources only ({@code WaterFilling}). If the activities on the resources that the
 * change reaches have <i>m</i> demands in all, it costs <i>O(m log m)</i>, whatever else is
 * running. Only an activity whose rate really changes has its remaining work brought up to date and
 * its finish moved, in <i>O(log n)</i>. An activity that meets no other costs no search at all.
 *
 * <p>Remaining work is a {@code double}; only event times are rounded. Nothing is allocated per
 * event; the same graph gives the same bits.
 *
 * <h2>What to read first</h2>
 *
 * {@link io.millrace.simulator.engine.TaskGraphBuilder} to describe work, {@link
 * io.millrace.simulator.engine.Engine} for the loop, {@link io.millrace.simulator.engine.Outcome}
 * for what comes back; then {@code WaterFilling}, which is the heart.
 */
@NullMarked
package io.millrace.simulator.engine;

import org.jspecify.annotations.NullMarked;
