/**
 * The orders in which the stages of a pipeline do their passes. Nothing here knows what a pass
 * costs or consists of: a {@link io.millrace.simulator.lowering.training.schedule.PipelineSchedule}
 * orders {@link io.millrace.simulator.lowering.training.schedule.Slot slots}, and when each of them
 * runs follows from what it waits for.
 *
 * <p>Read {@code PipelineSchedule} first, then {@code PipelineSchedules}, which names them. {@code
 * Classic} has those without split backward passes, {@code BuildingBlock} those that repeat one
 * micro-batch's pattern in a V, {@code DeferredWeightGradients} fits weight gradients into the
 * waiting times of any order, {@code VocabularyPasses} adds the passes of an output layer that all
 * stages share. {@code RepeatingOrders} say how orders go on with more micro-batches.
 */
@NullMarked
package io.millrace.simulator.lowering.training.schedule;

import org.jspecify.annotations.NullMarked;
