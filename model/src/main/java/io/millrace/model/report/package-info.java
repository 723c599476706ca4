/**
 * Answers: what a simulation found, as records that can be written and read.
 *
 * <p>{@link io.millrace.model.report.SimulationReport} is the whole; a {@link
 * io.millrace.model.report.Figure} is a number with a range and a unit. The JSON form is described
 * by {@code simulation-1.schema.json} beside this package's resources.
 */
@NullMarked
package io.millrace.model.report;

import org.jspecify.annotations.NullMarked;
