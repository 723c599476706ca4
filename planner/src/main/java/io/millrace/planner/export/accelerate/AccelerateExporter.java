package io.millrace.planner.export.accelerate;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.DocumentedNames;
import io.millrace.planner.export.FullyShardedGaps;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanChoice;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.launcher.FullSharding;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Accelerate: FSDP2 and its {@code parallelism_config}. */
public final class AccelerateExporter implements PlanExporter {

  /**
   * Keys in {@code examples/torch_native_parallelism/configs/tp_hsdp.yaml} and {@code
   * examples/slurm/fsdp_config.yaml}, which were read in August 2026.
   */
  private static final DocumentedNames NAMES =
      DocumentedNames.of(
          "--config_file",
          "distributed_type",
          "mixed_precision",
          "num_machines",
          "num_processes",
          "fsdp_config",
          "fsdp_version",
          "fsdp_auto_wrap_policy",
          "fsdp_reshard_after_forward",
          "fsdp_activation_checkpointing",
          "fsdp_offload_params",
          "parallelism_config",
          "parallelism_config_dp_replicate_size",
          "parallelism_config_dp_shard_size",
          "parallelism_config_tp_size",
          "parallelism_config_cp_size");

  /** For service loaders. */
  public AccelerateExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.ACCELERATE;
  }

  @Override
  public String release() {
    return "Accelerate's examples of torch-native parallelism in August 2026";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Gaps gaps = new Gaps(job.plan());
    ObjectNode configuration = configuration(job, gaps);
    gaps.uncompiled(job);
    gaps.beside(
        "model",
        job.scenario().model().name(),
        "TRAIN_SCRIPT builds it; it also decides the sequence of %d tokens"
            .formatted(job.scenario().workload().sequence()));
    gaps.beside(
        "workload.globalBatch",
        Integer.toString(job.globalBatch()),
        "launch.sh hands %d micro-batches to Accelerate as gradient accumulation"
            .formatted(job.microBatches()));
    String script = script(job);
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "TRAIN_SCRIPT takes the micro-batch as --per_device_train_batch_size, as programs of"
            + " Hugging Face do; change the script for one that does not.");
    NAMES.remark(script, DocumentedNames.keys(configuration)).ifPresent(remarks::add);
    return LaunchFiles.of(
        Map.of("accelerate.yaml", YamlText.of(configuration), LaunchFiles.SCRIPT, script),
        gaps.close(),
        remarks);
  }

  private static ObjectNode configuration(LaunchJob job, Gaps gaps) {
    TrainingPlan plan = job.plan();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("compute_environment", "LOCAL_MACHINE");
    root.put("distributed_type", "FSDP");
    precision(root, job.scenario().workload().precision(), gaps);
    root.put("num_machines", job.cluster().nodes());
    root.put("num_processes", job.cluster().devices());
    ObjectNode fsdp = root.putObject("fsdp_config");
    fsdp.put("fsdp_version", 2);
    fsdp.put("fsdp_auto_wrap_policy", "TRANSFORMER_BASED_WRAP");
    fsdp.put("fsdp_reshard_after_forward", plan.sharding().shardsWeights());
    recompute(fsdp, plan, gaps);
    fsdp.put("fsdp_offload_params", false);
    degrees(root.putObject("parallelism_config"), job, gaps);
    gaps.said(PlanChoice.MICRO_BATCH, PlanChoice.DATA);
    rest(plan, gaps);
    return root;
  }

  private static void precision(ObjectNode root, TrainingPrecision precision, Gaps gaps) {
    root.put(
        "mixed_precision",
        switch (precision) {
          case FP32 -> "no";
          case FP16 -> "fp16";
          case BF16, NVFP4 -> "bf16";
          case FP8, FP8_CURRENT_SCALING, FP8_TENSORWISE, FP8_ROWWISE, FP8_BLOCKWISE, MXFP8 -> "fp8";
        });
    if (precision.quantizes()) {
      gaps.beside(
          "workload.precision",
          precision.key(),
          "the recipe of 8-bit products is chosen in fp8_config, 4-bit ones are not there");
    }
  }

  private static void recompute(ObjectNode fsdp, TrainingPlan plan, Gaps gaps) {
    fsdp.put("fsdp_activation_checkpointing", plan.recompute() == Recompute.FULL);
    gaps.saidUnless(
        plan.recompute() == Recompute.SELECTIVE,
        PlanChoice.RECOMPUTE,
        "FSDP recomputes whole layers or nothing: nothing here");
  }

  private static void degrees(ObjectNode parallelism, LaunchJob job, Gaps gaps) {
    TrainingPlan plan = job.plan();
    ParallelStrategy strategy = plan.strategy();
    FullyShardedGaps sharded = new FullyShardedGaps(Launcher.ACCELERATE, job, gaps);
    if (FullSharding.replicatesSequences(plan)) {
      gaps.impossible(
          PlanChoice.SHARDING_GROUP,
          "Accelerate shares out among ranks of several sequences: dp_shard_size is above one");
    }
    int shards = sharded.shards();
    parallelism
        .put("parallelism_config_dp_replicate_size", strategy.data() / shards)
        .put("parallelism_config_dp_shard_size", shards)
        .put("parallelism_config_tp_size", strategy.tensor())
        .put("parallelism_config_cp_size", strategy.context());
    gaps.said(PlanChoice.TENSOR, PlanChoice.CONTEXT);
    sharded
        .contextExchange()
        .ifPresent(it -> parallelism.put("parallelism_config_cp_comm_strategy", it));
    sharded.layers();
    sharded.overlaps();
  }

  private static void rest(TrainingPlan plan, Gaps gaps) {
    if (plan.strategy().pipeline() > 1) {
      gaps.impossible(PlanChoice.PIPELINE, "Accelerate trains without pipelines");
      for (PlanChoice choice :
          List.of(
              PlanChoice.SCHEDULE,
              PlanChoice.VIRTUAL_STAGES,
              PlanChoice.VOCABULARY,
              PlanChoice.STAGE_LAYERS,
              PlanChoice.RANK_ORDER)) {
        gaps.unsaid(choice, "goes with the pipeline");
      }
    }
    if (plan.strategy().expert() > 1) {
      gaps.impossible(PlanChoice.EXPERT, "Accelerate keeps all experts of a layer together");
    }
    gaps.said(PlanChoice.PIPELINE, PlanChoice.EXPERT);
    String model = "the model's own tensor-parallel plan decides it";
    gaps.unsaid(PlanChoice.SEQUENCE_PARALLEL, model);
    gaps.unsaid(PlanChoice.ASYNC_TENSOR_PARALLEL, model);
  }

  private static String script(LaunchJob job) {
    return ShellText.beginning(job, "Accelerate")
        + """
        : "${TRAIN_SCRIPT:?set it to your training program}"

        accelerate launch \\
          --config_file accelerate.yaml \\
          --num_machines "$NNODES" \\
          --num_processes "$((NNODES * GPUS_PER_NODE))" \\
          --machine_rank "$NODE_RANK" \\
          --main_process_ip "$MASTER_ADDR" \\
          --main_process_port "$MASTER_PORT" \\
          --gradient_accumulation_steps %d \\
          "$TRAIN_SCRIPT" \\
          --per_device_train_batch_size %d \\
          "$@"
        """
            .formatted(job.microBatches(), job.plan().microBatch());
  }
}
