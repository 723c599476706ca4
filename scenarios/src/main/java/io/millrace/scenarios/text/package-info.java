/**
 * Results as text for a terminal: {@link io.millrace.scenarios.text.SimulationText}, {@link
 * io.millrace.scenarios.text.CheckText}, {@link io.millrace.scenarios.text.PlanningText}, {@link
 * io.millrace.scenarios.text.StepText} and others lay them out with {@link
 * io.millrace.scenarios.text.Table} and bars, in the colours of a {@link
 * io.millrace.scenarios.text.Palette}; {@link io.millrace.scenarios.text.Numbers} and {@link
 * io.millrace.scenarios.text.Shares} also serve pages. Nothing here computes a result.
 */
@NullMarked
package io.millrace.scenarios.text;

import org.jspecify.annotations.NullMarked;
