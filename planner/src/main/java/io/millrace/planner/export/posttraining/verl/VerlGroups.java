package io.millrace.planner.export.posttraining.verl;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.planner.export.posttraining.EngineMemory;
import io.millrace.planner.export.posttraining.MicroBatchSizes;
import io.millrace.planner.export.posttraining.PackedTokens;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.ExpertRanks;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Part;
import io.millrace.planner.posttraining.launcher.Pool;
import io.millrace.planner.posttraining.launcher.TrainerBackend;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes verl's overrides of each group of calls, with the keys of verl/trainer/config: actor/,
 * critic/critic.yaml and dp_critic.yaml, ref/ref.yaml, rollout/rollout.yaml, engine/fsdp.yaml and
 * engine/megatron.yaml.
 */
final class VerlGroups {
  private final PostTrainingLaunchJob job;
  private final PlacementGaps gaps;
  private final List<String> overrides;

  VerlGroups(PostTrainingLaunchJob job, PlacementGaps gaps, List<String> overrides) {
    this.job = job;
    this.gaps = gaps;
    this.overrides = overrides;
  }

  static String flag(boolean on) {
    return on ? "True" : "False";
  }

  /** The section of a group's trainer. */
  static String section(Group group) {
    return switch (group.name()) {
      case "critic" -> "critic.";
      case "ref" -> "actor_rollout_ref.ref.";
      case "reward" -> "reward.reward_model.rollout.";
      case "rollout" -> "actor_rollout_ref.rollout.";
      default -> "actor_rollout_ref.actor.";
    };
  }

  void write(Group group, Pool pool) {
    switch (group.name()) {
      case "rollout", "reward" -> engine(group, pool);
      default -> trainer(group, pool);
    }
    for (ModelFunctionCall call : group.calls()) {
      gaps.saidDegrees(call);
      gaps.said(call, PlacementChoice.SEQUENCE_PARALLEL, PlacementChoice.VIRTUAL_STAGES);
    }
  }

  private void put(String key, Object value) {
    overrides.add(key + "=" + value);
  }

  private void engine(Group group, Pool pool) {
    String section = section(group);
    ParallelStrategy degrees = job.placement(group).strategy();
    put(section + "name", "vllm");
    put(section + "tensor_model_parallel_size", degrees.tensor());
    put(section + "pipeline_model_parallel_size", 1);
    put(section + "data_parallel_size", ExpertRanks.engineReplicas(degrees));
    put(section + "expert_parallel_size", degrees.expert());
    boolean shares = pool.groups().size() > 1;
    put(
        section + "gpu_memory_utilization",
        EngineMemory.share(job, VerlExporter.KEY, shares, gaps));
    put(section + "free_cache_engine", flag(shares));
    if (group.name().equals("rollout")) {
      put(section + "mode", "async");
      put(section + "enforce_eager", flag(job.isEager()));
      put(section + "max_num_seqs", job.engine().mostRequests());
      return;
    }
    put("reward.reward_model.enable_resource_pool", flag(pool.name().equals("reward_pool")));
    group
        .calls()
        .forEach(
            call -> {
              gaps.unsaid(
                  call, PlacementChoice.MICRO_BATCHES, "the engine packs requests as they come");
              gaps.unsaid(
                  call,
                  PlacementChoice.SEQUENCE_PARALLEL,
                  "the engine's ranks do not share the sequence");
            });
  }

  private void trainer(Group group, Pool pool) {
    String section = section(group);
    CallPlacement placement = job.placement(group);
    boolean trains = group.calls().stream().anyMatch(it -> it.kind() == CallKind.TRAINING);
    if (TrainerBackend.of(job.scenario()) == TrainerBackend.MEGATRON) {
      megatron(section + "megatron.", placement, pool, trains);
    } else {
      fullySharded(section, placement, pool, trains);
    }
    // One switch of a critic serves its training and its values.
    boolean packs =
        section.equals("critic.")
            && group.calls().stream()
                .anyMatch(
                    it -> MicroBatchSizes.size(job.workload(), it, job.placement(it)).isEmpty());
    group.calls().forEach(call -> microBatches(section, call, packs));
  }

  private void megatron(String section, CallPlacement placement, Pool pool, boolean trains) {
    ParallelStrategy degrees = placement.strategy();
    put(section + "tensor_model_parallel_size", degrees.tensor());
    put(section + "pipeline_model_parallel_size", degrees.pipeline());
    put(
        section + "virtual_pipeline_model_parallel_size",
        placement.virtualStages() > 1 ? placement.virtualStages() : "null");
    put(section + "context_parallel_size", degrees.context());
    put(section + "expert_model_parallel_size", degrees.expert());
    put(section + "expert_tensor_parallel_size", ExpertRanks.tensor(degrees));
    put(section + "sequence_parallel", flag(placement.sequenceParallel() && degrees.tensor() > 1));
    if (!trains) {
      return;
    }
    put(section + "use_distributed_optimizer", flag(job.workload().sharding().shardsOptimizer()));
    boolean makesRoom = makesRoom(pool);
    put(section + "param_offload", flag(makesRoom));
    put(section + "grad_offload", flag(makesRoom));
    put(section + "optimizer_offload", flag(makesRoom));
    recompute(section + "override_transformer_config.recompute_");
  }

  /** Whether what trainers of a pool keep is on the host while the pool generates. */
  private boolean makesRoom(Pool pool) {
    return job.scenario().framework().transfer().offload().isPresent()
        && pool.calls().stream().anyMatch(Part.ROLLOUT::runs);
  }

  private void recompute(String key) {
    Recompute recompute = job.workload().recompute();
    put(key + "granularity", recompute == Recompute.NONE ? "null" : recompute.key());
    if (recompute == Recompute.FULL) {
      put(key + "method", "uniform");
      put(key + "num_layers", 1);
    }
  }

  /** The reference follows the actor under Megatron alone (ref/megatron_ref.yaml, dp_ref.yaml). */
  private void fullySharded(String section, CallPlacement placement, Pool pool, boolean trains) {
    boolean critic = section.equals("critic.");
    String fsdp = section + (critic ? "fsdp." : "fsdp_config.");
    put(fsdp + "ulysses_sequence_parallel_size", placement.strategy().context());
    put(fsdp + "fsdp_size", job.workload().shardingGroup().orElse(-1));
    put(fsdp + "reshard_after_forward", flag(job.workload().sharding() == Sharding.ZERO3));
    boolean makesRoom = makesRoom(pool);
    put(fsdp + "param_offload", flag(makesRoom));
    if (trains) {
      put(fsdp + "optimizer_offload", flag(makesRoom));
      String model = critic ? "critic.model." : "actor_rollout_ref.model.";
      put(
          model + "enable_gradient_checkpointing",
          flag(job.workload().recompute() != Recompute.NONE));
    }
  }

  /** By size, or by tokens where the plan leaves them to the framework. */
  private void microBatches(String section, ModelFunctionCall call, boolean packs) {
    if (packs) {
      gaps.unsaid(
          call, PlacementChoice.MICRO_BATCHES, "a critic has sizes for all of its calls or none");
    }
    OptionalInt size = packs ? OptionalInt.empty() : MicroBatchSizes.say(job, call, gaps);
    boolean trains = call.kind() == CallKind.TRAINING;
    String where = trains || !section.contains("actor.") ? section : "actor_rollout_ref.rollout.";
    String prefix = trains ? "" : section.equals("critic.") ? "" : "log_prob_";
    String key = trains ? "ppo_" : section.equals("critic.") ? "forward_" : "log_prob_";
    put(where + prefix + "use_dynamic_bsz", flag(size.isEmpty()));
    if (size.isPresent()) {
      put(where + key + "micro_batch_size_per_gpu", size.getAsInt());
    } else {
      int context = job.placement(call).strategy().context();
      put(where + key + "max_token_len_per_gpu", PackedTokens.ofDevice(job, call, context));
    }
  }
}
