/**
 * Answers: what a simulation found, as records that can be written and read.
 *
 * <p>{@link io.millrace.model.report.SimulationReport} is the whole; a {@link
 * io.millrace.model.report.Figure} is a number with a range and a unit, a {@link
 * io.millrace.model.report.Comparison} puts a published one beside it. {@link
 * io.millrace.model.report.SimulationJson} writes {@code simulation/1}. The JSON Schemas of all
 * formats, also of inputs and of what other modules write, are resources of this package: {@code
 * simulation-1.schema.json} and its neighbours.
 */
@NullMarked
package io.millrace.model.report;

import org.jspecify.annotations.NullMarked;
