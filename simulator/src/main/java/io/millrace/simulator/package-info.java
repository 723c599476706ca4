/**
 * Turns a scenario with a plan into a report of times, memory and cost.
 *
 * <p>One idea carries the module: everything that takes time is an activity that draws on
 * resources, and resources divide their capacity max-min fairly. The engine package knows only
 * that; networks, cost models and lowering give the words of AI systems to it.
 */
@NullMarked
package io.millrace.simulator;

import org.jspecify.annotations.NullMarked;
