package io.millrace.planner.export.posttraining.nemorl;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.planner.export.posttraining.MicroBatchSizes;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.ExpertRanks;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.TrainerBackend;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a recipe's {@code policy}, or its {@code value}: who trains it, how it is split, how
 * batches are cut.
 */
final class PolicySection {
  /** The group of the critic, and its section. */
  static final String VALUE = "value";

  private final PostTrainingLaunchJob job;
  private final PlacementGaps gaps;

  PolicySection(PostTrainingLaunchJob job, PlacementGaps gaps) {
    this.job = job;
    this.gaps = gaps;
  }

  void write(ObjectNode policy, Group group) {
    boolean megatron = TrainerBackend.of(job.scenario()) == TrainerBackend.MEGATRON;
    CallPlacement placement = job.placement(group);
    ParallelStrategy degrees = placement.strategy();
    boolean sequence = placement.sequenceParallel() && degrees.tensor() > 1;
    boolean recomputes = job.workload().recompute() != Recompute.NONE;
    ObjectNode dtensor = policy.putObject("dtensor_cfg").put("enabled", !megatron);
    ObjectNode core = policy.putObject("megatron_cfg").put("enabled", megatron);
    if (megatron) {
      core.put("tensor_model_parallel_size", degrees.tensor())
          .put("pipeline_model_parallel_size", degrees.pipeline())
          .put("context_parallel_size", degrees.context())
          .put("expert_model_parallel_size", degrees.expert())
          .put("expert_tensor_parallel_size", ExpertRanks.tensor(degrees))
          .put("sequence_parallel", sequence)
          .put("activation_checkpointing", recomputes)
          .putObject("optimizer")
          .put("use_distributed_optimizer", job.workload().sharding().shardsOptimizer());
    } else {
      dtensor
          .put("tensor_parallel_size", degrees.tensor())
          .put("context_parallel_size", degrees.context())
          .put("sequence_parallel", sequence)
          .put("activation_checkpointing", recomputes);
    }
    policy.put("make_sequence_length_divisible_by", degrees.tensor() * degrees.context() * 2);
    gaps.recomputesWholeLayers();
    for (ModelFunctionCall call : group.calls()) {
      gaps.saidDegrees(call);
      gaps.said(call, PlacementChoice.SEQUENCE_PARALLEL, PlacementChoice.VIRTUAL_STAGES);
    }
    if (group.name().equals(VALUE)) {
      valueBatches(policy, group, megatron);
    } else {
      microBatches(policy, group);
    }
  }

  /**
   * A value model has one size for all, and packs under Megatron alone (nemo_rl/algorithms/ppo.py,
   * setup).
   */
  private void valueBatches(ObjectNode value, Group group, boolean megatron) {
    OptionalInt training = size(group, true);
    training.ifPresent(it -> value.put("train_micro_batch_size", it));
    value.putObject("sequence_packing").put("enabled", megatron && training.isEmpty());
    for (ModelFunctionCall call : group.calls()) {
      if (training.isPresent() && training.equals(own(call))) {
        gaps.said(call, PlacementChoice.MICRO_BATCHES);
      } else {
        gaps.unsaid(
            call, PlacementChoice.MICRO_BATCHES, "one size, that of training, serves values too");
      }
    }
  }

  /** One size for training and one for both kinds of inference, or packs of tokens. */
  private void microBatches(ObjectNode policy, Group group) {
    OptionalInt training = size(group, true);
    OptionalInt inference = size(group, false);
    boolean packs = training.isEmpty();
    policy.put("train_micro_batch_size", training.orElse(1));
    policy.put("logprob_batch_size", inference.orElse(1));
    policy.putObject("sequence_packing").put("enabled", packs);
    for (ModelFunctionCall call : group.calls()) {
      boolean trains = call.kind() == CallKind.TRAINING;
      OptionalInt said = trains ? training : inference;
      if (!packs && said.isPresent() && said.equals(own(call))) {
        gaps.said(call, PlacementChoice.MICRO_BATCHES);
      } else {
        gaps.unsaid(
            call,
            PlacementChoice.MICRO_BATCHES,
            "one size serves all inference, and only beside a size for training");
      }
    }
  }

  private OptionalInt own(ModelFunctionCall call) {
    return MicroBatchSizes.size(job.workload(), call, job.placement(call));
  }

  private OptionalInt size(Group group, boolean training) {
    return group.calls().stream()
        .filter(it -> (it.kind() == CallKind.TRAINING) == training)
        .map(this::own)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElseGet(OptionalInt::empty);
  }
}
