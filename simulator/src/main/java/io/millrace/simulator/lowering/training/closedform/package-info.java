/**
 * The time of a pipeline by formula instead of by events. Nothing here knows what passes consist
 * of: a {@link io.millrace.simulator.lowering.training.closedform.StageVector} has their times and
 * the exchanges beside them, a {@link
 * io.millrace.simulator.lowering.training.closedform.PipelineEnds} says when the stages are done
 * and what they kept.
 *
 * <p>Read {@code PipelineTimes} first, the front door. {@code AlternatingFormula} (1F1B,
 * interleaved) and {@code GPipeFormula} are formulas, each with its derivation; {@code
 * PassesOneWay} is what a stage does in one direction; {@code Recurrence} walks along the passes of
 * any schedule in the row that {@code PassOrder} puts them into ({@code PipelineClocks} has the
 * loop, over the numbers of {@code PassFigures}), and along what repeats in it as long as anything
 * but the time changes ({@code Repetition}, {@code SteadyState}). {@code ExchangesAtEnds} is what
 * replicas exchange at the start and the end, {@code TwoActivities} what an exchange and a pass
 * leave each other of a device, {@code Peaks} what an order keeps, {@code Patterns} what orders in
 * a V keep at least, of which weight gradients depend on times, and {@code WeightsAnywhere} how
 * long they take at least.
 *
 * <p>Two stages keep it fast. Whoever compiles layers computes times and {@code Beside} once for
 * each layer and strategy; evaluating a plan then fills arrays and allocates nothing. Formulas are
 * exact up to rounding for GPipe and for 1F1B whose transfers are free or block. With transfers
 * beside passes, or interleaved, they are the longest of some ways through the iteration, hence
 * lower bounds where no exchange slows a pass: see the tests for how close.
 */
@NullMarked
package io.millrace.simulator.lowering.training.closedform;

import org.jspecify.annotations.NullMarked;
