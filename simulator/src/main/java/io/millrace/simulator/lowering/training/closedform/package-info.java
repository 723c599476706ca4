/**
 * The time of a pipeline by formula instead of by events. Nothing here knows what passes consist
 * of: a {@link io.millrace.simulator.lowering.training.closedform.StageVector} has their times and
 * the exchanges beside them, a {@link
 * io.millrace.simulator.lowering.training.closedform.PipelineEnds} says when the stages are done.
 *
 * <p>Read {@code PipelineTimes} first. {@code AlternatingFormula} and {@code GPipeFormula} are
 * formulas, {@code Recurrence} walks along the passes of any schedule in the row that {@code
 * PassOrder} puts them into. {@code TwoActivities} is what an exchange and a pass leave each other
 * of a device.
 */
@NullMarked
package io.millrace.simulator.lowering.training.closedform;

import org.jspecify.annotations.NullMarked;
