package io.millrace.planner.launcher;

import static io.millrace.planner.launcher.CommonRules.lastStage;
import static io.millrace.planner.launcher.CommonRules.layers;
import static io.millrace.planner.launcher.CommonRules.order;
import static io.millrace.planner.launcher.CommonRules.replicas;
import static io.millrace.planner.launcher.CommonRules.schedules;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.space.Choice;
import io.millrace.planner.space.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a plan may be made of for a launcher to run it, as it was in 2026. Where a source is {@code
 * recalled}, nobody has looked it up for this table.
 */
public final class LauncherRules {
  private static final String TRANSFORMER =
      "Megatron-LM, megatron/core/transformer/transformer_config.py";
  private static final String ARGUMENTS = "Megatron-LM, megatron/training/arguments.py (recalled)";
  private static final String TITAN = "torchtitan, torchtitan/config/configs.py";

  private LauncherRules() {}

  /** The rules of a launcher. */
  public static List<Rule> of(Launcher launcher) {
    return switch (launcher) {
      case MEGATRON_LM, MEGATRON_BRIDGE -> MEGATRON;
      case DEEPSPEED -> DEEPSPEED;
      case TORCHTITAN -> TORCHTITAN;
      case ACCELERATE -> ACCELERATE;
      case GALVATRON -> GALVATRON;
    };
  }

  private static final List<Rule> MEGATRON =
      List.of(
          Rule.ofDegrees(
              "Megatron: groups of queries",
              "tensor parallelism has to divide the key and value heads",
              TRANSFORMER + ", num_query_groups",
              LauncherRules::dividesKeyValueHeads),
          schedules(
              "Megatron: schedules",
              "it has 1F1B, with one chunk on a device or interleaved",
              "Megatron-LM, megatron/core/pipeline_parallel/schedules.py (recalled)",
              Set.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, ScheduleKind.INTERLEAVED)),
          lastStage("Megatron: output layer", "megatron/core/models/gpt/gpt_model.py (recalled)"),
          layers(
              "Megatron: offload without pipeline",
              "activations are offloaded without pipeline and without recomputation, and not those"
                  + " of all layers",
              TRANSFORMER + ", cpu_offloading",
              plan ->
                  !plan.activationOffload()
                      || (plan.strategy().pipeline() == 1
                          && plan.recompute() == Recompute.NONE
                          && plan.offloadLayers().isPresent())),
          layers(
              "Megatron: overlap with sequence",
              "products overlap their collectives only where ranks share the sequence",
              ARGUMENTS + ", --tp-comm-overlap",
              plan -> !plan.asyncTensorParallel() || plan.sequenceParallel()),
          layers(
              "Megatron: experts with sequence",
              "experts and tensor parallelism together need sequence parallelism",
              ARGUMENTS + ", --sequence-parallel",
              plan ->
                  plan.strategy().expert() == 1
                      || plan.strategy().tensor() == 1
                      || plan.sequenceParallel()),
          replicas(
              "Megatron: sharding without pipeline",
              "gradients and weights are shared out by Megatron-FSDP, which has no pipeline",
              "Megatron-LM, --data-parallel-sharding-strategy (recalled)",
              plan -> !plan.sharding().shardsGradients() || plan.strategy().pipeline() == 1),
          replicas(
              "Megatron: gather with reduce",
              "weights arrive early only where gradients are summed early",
              ARGUMENTS + ", --overlap-param-gather",
              plan ->
                  plan.replicas().weightOverlap() != Overlap.ON
                      || plan.replicas().gradientOverlap() != Overlap.OFF));

  private static final List<Rule> DEEPSPEED =
      List.of(
          Rule.ofDegrees(
              "DeepSpeed: one way to split",
              "its pipeline engine, AutoTP and Ulysses each lay out all ranks that are not"
                  + " replicas: one of them at a time",
              "DeepSpeed, deepspeed/__init__.py and deepspeed/runtime/tensor_parallel (recalled)",
              (_, plan) -> waysToSplit(plan.strategy()) <= 1),
          schedules(
              "DeepSpeed: schedule",
              "its pipeline engine has 1F1B with one chunk on a device",
              "DeepSpeed, deepspeed/runtime/pipe/schedule.py (recalled)",
              Set.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD)),
          lastStage("DeepSpeed: output layer", "deepspeed/runtime/pipe/module.py (recalled)"),
          order("DeepSpeed: order of ranks", "deepspeed/runtime/pipe/topology.py (recalled)"),
          layers(
              "DeepSpeed: no sequence parallelism",
              "tensor-parallel ranks do not share the sequence, nor overlap their collectives",
              "DeepSpeed, docs/_pages/config-json.md, tensor_parallel",
              plan -> !plan.sequenceParallel() && !plan.asyncTensorParallel()),
          layers(
              "DeepSpeed: context by Ulysses",
              "ranks that share a sequence swap it for heads",
              "2309.14509",
              plan ->
                  plan.strategy().context() == 1
                      || plan.contextExchange() == ContextExchange.ULYSSES),
          layers(
              "DeepSpeed: checkpoints of layers",
              "activation_checkpointing keeps the inputs of layers, on the device or the host",
              "DeepSpeed, docs/_pages/config-json.md, activation_checkpointing",
              plan ->
                  wholeLayers(plan)
                      && (!plan.activationOffload()
                          || (plan.recompute() == Recompute.FULL
                              && plan.offloadLayers().isEmpty()))),
          replicas(
              "DeepSpeed: ZeRO with pipeline",
              "its pipeline engine refuses ZeRO-2 and ZeRO-3",
              "DeepSpeed, deepspeed/runtime/pipe/engine.py",
              plan -> !plan.sharding().shardsGradients() || plan.strategy().pipeline() == 1),
          replicas(
              "DeepSpeed: groups",
              "only what ZeRO-3 shares out can stay within groups (zero_hpz_partition_size, MiCS)",
              "DeepSpeed, docs/_pages/config-json.md, zero_optimization",
              plan -> plan.shardingGroup().isEmpty() || plan.sharding() == Sharding.ZERO3));

  private static final List<Rule> TORCHTITAN =
      List.of(
          schedules(
              "torchtitan: schedules",
              "PyTorch has no schedule in a V with fewer activations; others it has or reads from"
                  + " a table",
              TITAN + ", pipeline_parallel_schedule and pipeline_parallel_schedule_csv",
              Set.of(
                  ScheduleKind.ONE_FORWARD_ONE_BACKWARD,
                  ScheduleKind.GPIPE,
                  ScheduleKind.INTERLEAVED,
                  ScheduleKind.ZERO_BUBBLE_B,
                  ScheduleKind.ZERO_BUBBLE_V)),
          lastStage("torchtitan: output layer", TITAN + ", module_fqns_per_model_part"),
          order("torchtitan: order of ranks", "torchtitan/distributed/parallel_dims.py (recalled)"),
          layers(
              "torchtitan: overlap with sequence",
              "asynchronous tensor parallelism splits what sequence parallelism gathers",
              "torchtitan, docs/async_tp.md (recalled)",
              plan -> !plan.asyncTensorParallel() || plan.sequenceParallel()),
          Rule.of(
              Choice.LAYERS,
              "torchtitan: overlap with compilation",
              "asynchronous tensor parallelism is done by the compiler: compiled: true",
              "torchtitan, docs/async_tp.md (recalled)",
              (scenario, plan) -> !plan.asyncTensorParallel() || scenario.workload().compiled()),
          layers(
              "torchtitan: context by rotation",
              "keys and values go round or are gathered",
              "PyTorch, torch.distributed.tensor.experimental context_parallel (recalled)",
              plan -> plan.contextExchange() != ContextExchange.ULYSSES),
          layers(
              "torchtitan: recomputation",
              "of nothing, of operations or of every layer, and without offload",
              TITAN + ", activation checkpointing (recalled)",
              plan -> !someLayers(plan) && !plan.activationOffload()),
          replicas(
              "torchtitan: fully sharded",
              "FSDP2 shares out the optimizer's state only together with the gradients",
              TITAN + ", data_parallel_shard_degree and fsdp_reshard_after_forward",
              plan -> plan.sharding() != Sharding.ZERO1),
          replicas(
              "torchtitan: copies alone",
              "replicas that keep whole copies (DDP) go with no other parallelism",
              "torchtitan, torchtitan/models/llama3/parallelize.py",
              plan -> !FullSharding.copiesBesideSplits(plan)),
          replicas(
              "torchtitan: experts over shards",
              "experts are spread over ranks that share out the weights",
              "torchtitan, torchtitan/distributed/parallel_dims.py",
              FullSharding::spreadsExperts));

  private static final List<Rule> ACCELERATE =
      List.of(
          Rule.ofDegrees(
              "Accelerate: no pipeline",
              "its parallelism_config has replicas, shards, tensor and context parallelism",
              "Accelerate, examples/torch_native_parallelism/configs",
              (_, plan) -> plan.strategy().pipeline() == 1 && plan.strategy().expert() == 1),
          layers(
              "Accelerate: plain tensor parallelism",
              "it has no switch for sequence parallelism or asynchronous collectives",
              "Accelerate, examples/torch_native_parallelism/configs",
              plan -> !plan.sequenceParallel() && !plan.asyncTensorParallel()),
          layers(
              "Accelerate: recomputation",
              "fsdp_activation_checkpointing is on or off, for every layer",
              "Accelerate, fsdp_config",
              plan -> wholeLayers(plan) && !plan.activationOffload()),
          replicas(
              "Accelerate: fully sharded",
              "FSDP shares out the optimizer's state only together with the gradients",
              "Accelerate, fsdp_config, fsdp_reshard_after_forward",
              plan -> plan.sharding() != Sharding.ZERO1),
          replicas(
              "Accelerate: copies alone",
              "replicas that keep whole copies go with no other parallelism",
              "Accelerate, src/accelerate/parallelism_config.py",
              plan -> !FullSharding.copiesBesideSplits(plan)),
          replicas(
              "Accelerate: shards beside replicas",
              "replicas beside other parallelism share out among ranks of several sequences",
              "Accelerate, src/accelerate/parallelism_config.py",
              plan -> !FullSharding.replicatesSequences(plan)));

  private static final List<Rule> GALVATRON =
      List.of(
          Rule.ofDegrees(
              "Galvatron: degrees",
              "its JSON has pipeline, tensor and data parallelism",
              "Hetu-Galvatron, docs, galvatron_model_usage.md",
              (_, plan) -> plan.strategy().context() == 1 && plan.strategy().expert() == 1),
          schedules(
              "Galvatron: schedules",
              "gpipe and pipedream_flush, with one chunk on a device",
              "Hetu-Galvatron, docs, galvatron_model_usage.md, pipeline_type",
              Set.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, ScheduleKind.GPIPE)),
          lastStage("Galvatron: output layer", "Hetu-Galvatron, pp_division (recalled)"),
          order("Galvatron: order of ranks", "Hetu-Galvatron, tp_consecutive_flags (recalled)"),
          layers(
              "Galvatron: recomputation",
              "each layer is computed again or kept, on the device",
              "Hetu-Galvatron, docs, galvatron_model_usage.md, checkpoint",
              plan ->
                  plan.recompute() != Recompute.SELECTIVE
                      && !plan.activationOffload()
                      && !plan.asyncTensorParallel()),
          replicas(
              "Galvatron: data parallelism",
              "copies, ZeRO-2 or ZeRO-3, over all replicas",
              "Hetu-Galvatron, docs, galvatron_model_usage.md, default_dp_type",
              plan -> plan.sharding() != Sharding.ZERO1 && plan.shardingGroup().isEmpty()));

  private static boolean dividesKeyValueHeads(Scenario scenario, TrainingPlan plan) {
    return scenario.model().distinctLayers().keySet().stream()
        .flatMap(
            layer ->
                layer.mixer() instanceof GroupedQueryAttention attention
                    ? Stream.of(attention)
                    : Stream.empty())
        .allMatch(attention -> attention.kvHeads() % plan.strategy().tensor() == 0);
  }

  private static long waysToSplit(ParallelStrategy degrees) {
    return IntStream.of(degrees.pipeline(), degrees.tensor(), degrees.context())
        .filter(it -> it > 1)
        .count();
  }

  private static boolean someLayers(TrainingPlan plan) {
    return plan.recomputeSpan().method() == RecomputeSpan.Method.BLOCK;
  }

  private static boolean wholeLayers(TrainingPlan plan) {
    return plan.recompute() != Recompute.SELECTIVE && !someLayers(plan);
  }
}
