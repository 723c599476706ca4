package io.millrace.simulator.lowering.training.schedule;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import java.util.List;

/** The schedules that plans can name. */
public final class PipelineSchedules {

  private PipelineSchedules() {}

  /**
   * The schedule of a plan, with the passes of the vocabulary if the stages share it. One stage
   * alone does each micro-batch forward and backward, whatever the plan says.
   */
  public static PipelineSchedule of(TrainingPlan plan) {
    if (plan.strategy().pipeline() == 1) {
      return of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD);
    }
    return plan.vocabulary().spread() ? of(plan.vocabulary()) : of(plan.schedule());
  }

  /** The schedule of a kind. */
  public static PipelineSchedule of(ScheduleKind kind) {
    return switch (kind) {
      case GPIPE -> Classic.each(Classic::gpipe);
      case ONE_FORWARD_ONE_BACKWARD -> Classic.grouped(Classic::oneForwardOneBackward);
      case INTERLEAVED -> Classic.grouped(Classic::interleaved);
      case ZERO_BUBBLE_B -> DeferredWeightGradients.oneForwardOneBackward();
      case ZERO_BUBBLE_V, V_HALF, V_MIN -> block(kind);
    };
  }

  private static BuildingBlock block(ScheduleKind kind) {
    return switch (kind) {
      case ZERO_BUBBLE_V -> BuildingBlock.zeroBubble();
      case V_HALF -> BuildingBlock.half();
      case V_MIN -> BuildingBlock.least();
      case GPIPE, ONE_FORWARD_ONE_BACKWARD, INTERLEAVED, ZERO_BUBBLE_B ->
          throw new IllegalArgumentException("no V: " + kind);
    };
  }

  /**
   * The forward passes and input gradients of a V-shaped schedule in the order into which weight
   * gradients are put; a schedule may start micro-batches before their turn there.
   */
  public static List<List<Slot>> pattern(ScheduleKind kind, PipelineShape shape) {
    return block(kind).pattern(shape);
  }

  /**
   * Chunks of activations that a stage may keep when it starts a forward pass where backward passes
   * are split, unless all weight gradients that it could do are done.
   */
  public static int keptChunks(ScheduleKind kind, int stages) {
    return kind.vShaped() ? block(kind).keptChunks().of(stages) : stages;
  }

  private static PipelineSchedule of(VocabularyPlacement vocabulary) {
    return switch (vocabulary) {
      case PARALLEL_ONE_BARRIER -> VocabularyPasses.beside(1);
      case PARALLEL_TWO_BARRIERS -> VocabularyPasses.beside(2);
      case INTERLACED -> VocabularyPasses.interlaced();
      case LAST_STAGE, REDISTRIBUTED ->
          throw new IllegalArgumentException("not shared by stages: " + vocabulary);
    };
  }
}
