package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.MicroBatching;
import io.millrace.model.workload.PostTraining;

/**
 * Tokens of a micro-batch where a plan leaves micro-batches to its framework, as the costs of calls
 * have them by {@link MicroBatching}; never less than the longest sequence.
 */
public final class PackedTokens {

  private PackedTokens() {}

  /** Of a replica, over all devices that share its sequences. */
  public static int ofReplica(PostTrainingLaunchJob job, ModelFunctionCall call) {
    PostTraining workload = job.workload();
    ParallelStrategy degrees = job.placement(call).strategy();
    return switch (job.scenario().framework().microBatching()) {
      case PACKED -> workload.maxSequence();
      case BALANCED -> 2 * workload.maxSequence() * degrees.context();
      case PIPELINE -> Math.max(workload.maxSequence(), pipelined(workload, call, degrees));
    };
  }

  /** The same for each of so many devices. */
  public static int ofDevice(PostTrainingLaunchJob job, ModelFunctionCall call, int sharers) {
    return Math.ceilDiv(ofReplica(job, call), sharers);
  }

  private static int pipelined(
      PostTraining workload, ModelFunctionCall call, ParallelStrategy degrees) {
    int directions = call.kind() == CallKind.TRAINING ? 2 : 1;
    int count = degrees.pipeline() == 1 ? 1 : directions * degrees.pipeline();
    int share = MicroBatchSizes.share(workload, call, degrees.data());
    return (int) Math.ceil(Math.max(1, share / count) * workload.meanSequence());
  }
}
