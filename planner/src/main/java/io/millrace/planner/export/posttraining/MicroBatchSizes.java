package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.workload.PostTraining;
import java.util.OptionalInt;

/**
 * Sequences of a micro-batch, as most launchers say it, and how many micro-batches a rank's share
 * makes, as plans say it.
 */
public final class MicroBatchSizes {

  private MicroBatchSizes() {}

  /** Sequences of a data-parallel rank: of an update where a call trains, else of an iteration. */
  public static int share(PostTraining workload, ModelFunctionCall call, int data) {
    int batch = call.kind() == CallKind.TRAINING ? workload.trainBatch() : workload.rollouts();
    return Math.max(1, batch / data);
  }

  /**
   * The size that gives the micro-batches of a placement; empty where the placement leaves them to
   * the framework, or where no size gives exactly so many.
   */
  public static OptionalInt size(
      PostTraining workload, ModelFunctionCall call, CallPlacement placement) {
    if (placement.microBatches().isEmpty()) {
      return OptionalInt.empty();
    }
    int share = share(workload, call, placement.strategy().data());
    int wanted = placement.microBatches().getAsInt();
    int size = Math.ceilDiv(share, wanted);
    return Math.ceilDiv(share, size) == wanted ? OptionalInt.of(size) : OptionalInt.empty();
  }

  /** The micro-batches that a size gives. */
  public static int count(PostTraining workload, ModelFunctionCall call, int data, int size) {
    return Math.ceilDiv(share(workload, call, data), size);
  }

  /** Says the micro-batches of a call by their size, or lists that no size gives them. */
  public static OptionalInt say(
      PostTrainingLaunchJob job, ModelFunctionCall call, PlacementGaps gaps) {
    OptionalInt size = size(job.workload(), call, job.placement(call));
    if (size.isPresent()) {
      gaps.said(call, PlacementChoice.MICRO_BATCHES);
    } else {
      gaps.unsaid(
          call,
          PlacementChoice.MICRO_BATCHES,
          "no micro-batch size divides a rank's share into so many: it is packed by tokens");
    }
    return size;
  }
}
