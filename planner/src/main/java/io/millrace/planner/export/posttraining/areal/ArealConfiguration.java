package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.Recompute;
import io.millrace.planner.export.posttraining.EngineMemory;
import io.millrace.planner.export.posttraining.Estimators;
import io.millrace.planner.export.posttraining.PackedTokens;
import io.millrace.planner.export.posttraining.PlacementChoice;
import io.millrace.planner.export.posttraining.PlacementGaps;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.OptionalInt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole configuration of AReaL: what the plan decides, and what AReaL wants beside it with the
 * values of its own example (examples/math/gsm8k_icepop.yaml; engines that share devices as in
 * examples/math/qwen3_5_27b_grpo_awex_colocate.yaml; areal/api/cli_args.py).
 */
final class ArealConfiguration {
  /**
   * Weight of the penalty, without which AReaL starts no reference (kl_ctl of
   * areal/trainer/rl_trainer.py).
   */
  private static final double PENALTY = 0.001;

  private final PostTrainingLaunchJob job;
  private final Arrangement arrangement;
  private final ArealBackends backends;
  private final PlacementGaps gaps;
  private final boolean together;

  ArealConfiguration(
      PostTrainingLaunchJob job,
      Arrangement arrangement,
      ArealBackends backends,
      PlacementGaps gaps) {
    this.job = job;
    this.arrangement = arrangement;
    this.backends = backends;
    this.gaps = gaps;
    this.together = arrangement.name().equals("colocated");
  }

  ObjectNode tree() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("experiment_name", job.name())
        .put("trial_name", "millrace")
        .put("seed", 1)
        .put("enable_offload", together)
        .put("total_train_epochs", 10)
        .put("tokenizer_path", "${actor.path}");
    cluster(root.putObject("cluster"));
    root.putObject("scheduler").put("type", "ray");
    rollout(named(root.putObject("rollout")));
    root.putObject("gconfig")
        .put("n_samples", Estimators.groupSize(job))
        .put("max_new_tokens", job.longestResponse())
        .put("max_tokens", job.workload().maxSequence())
        .put("greedy", false)
        .put("temperature", 1.0);
    for (Group group : arrangement.groups()) {
      if (!group.name().equals("rollout")) {
        trainer(named(root.putObject(group.name())), group);
      }
    }
    job.workload().adapters().ifPresent(it -> adapters(root, it.rank()));
    engine(root);
    new ArealSurroundings(job).write(root);
    return root;
  }

  /** Every section says again which experiment it is of. */
  static ObjectNode named(ObjectNode section) {
    return section.put("experiment_name", "${experiment_name}").put("trial_name", "${trial_name}");
  }

  private void cluster(ObjectNode cluster) {
    int devices = arrangement.pools().stream().mapToInt(it -> job.mesh(it).size()).sum();
    int perNode = Math.min(devices, job.cluster().devicesPerNode());
    cluster
        .put("n_nodes", Math.ceilDiv(devices, perNode))
        .put("n_gpus_per_node", perNode)
        .put("fileroot", "/tmp/areal/experiments")
        .putObject("name_resolve")
        .put("type", "nfs")
        .put("nfs_record_root", "/tmp/areal/name_resolve");
  }

  private void rollout(ObjectNode rollout) {
    rollout
        .put("backend", backends.rollout())
        .put("max_concurrent_rollouts", job.workload().rollouts())
        .putNull("queue_size");
    rollout
        .put("consumer_batch_size", "${train_dataset.batch_size}")
        .put("max_head_offpolicyness", job.workload().asynchrony().staleness())
        .put("scheduling_spec", "${actor.scheduling_spec}")
        .put("fileroot", "${cluster.fileroot}")
        .put("tokenizer_path", "${tokenizer_path}");
    if (together) {
      colocate(rollout).put("fork", true);
    }
  }

  private static ObjectNode colocate(ObjectNode engine) {
    return engine.putObject("scheduling_strategy").put("type", "colocation").put("target", "actor");
  }

  private void trainer(ObjectNode engine, Group group) {
    boolean actor = group.name().equals("actor");
    boolean trains = group.calls().stream().anyMatch(it -> it.kind() == CallKind.TRAINING);
    engine.put("backend", backends.of(group));
    if (group.name().equals("ref")) {
      engine.put("path", "${actor.path}");
    }
    engine
        .put("init_from_scratch", false)
        .put("disable_dropout", true)
        .put("dtype", actor ? "bfloat16" : "${actor.dtype}");
    microBatches(engine.putObject("mb_spec"), group);
    CallPlacement placement = job.placement(group);
    if (placement.virtualStages() > 1) {
      engine.putObject("megatron").put("virtual_pipeline_parallel_size", placement.virtualStages());
    }
    if (trains) {
      engine.put("gradient_checkpointing", job.workload().recompute() != Recompute.NONE);
      engine.put("ppo_n_minibatches", job.workload().updates());
      ArealSurroundings.optimizer(engine.putObject("optimizer"));
    } else {
      engine.putNull("optimizer");
    }
    if (actor) {
      actor(engine);
    } else {
      Pool pool = arrangement.pool(group.calls().getFirst()).orElseThrow();
      if (pool.name().equals("actor")) {
        colocate(engine);
      }
      engine.put("scheduling_spec", "${actor.scheduling_spec}");
    }
  }

  private void actor(ObjectNode actor) {
    actor
        .put("recompute_logprob", job.has("actor", CallKind.INFERENCE))
        .put("use_decoupled_loss", job.workload().asynchrony().staleness() > 0)
        .put("kl_ctl", job.has("reference", CallKind.INFERENCE) ? PENALTY : 0)
        .put("eps_clip", 0.2)
        .put("temperature", "${gconfig.temperature}")
        .put("max_new_tokens", "${gconfig.max_new_tokens}")
        .put("weight_update_mode", together ? "awex" : "xccl");
    if (!Estimators.critic(job)) {
      actor
          .putObject("reward_norm")
          .put("mean_level", "group")
          .put("std_level", "group")
          .put("group_size", "${gconfig.n_samples}");
    }
    actor.putObject("adv_norm").put("mean_level", "batch").put("std_level", "batch");
    ObjectNode worker = actor.putArray("scheduling_spec").addObject();
    worker
        .put("task_type", "worker")
        .put("port_count", 2)
        .put("gpu", 1)
        .put("mem", 32)
        .put("cmd", "python3 -m areal.infra.rpc.rpc_server");
    ObjectNode variables = worker.putObject("env_vars");
    if (together) {
      // SGLang saves the memory that it shares; the trainer's own saver would do it again.
      variables.put("TMS_INIT_ENABLE", "0").put("TMS_INIT_ENABLE_CPU_BACKUP", "0");
    }
  }

  private void microBatches(ObjectNode batches, Group group) {
    OptionalInt count =
        group.calls().stream()
            .map(it -> job.placement(it).microBatches())
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElseGet(OptionalInt::empty);
    if (count.isPresent()) {
      batches.put("n_mbs", count.getAsInt());
    } else {
      int tokens =
          group.calls().stream()
              .mapToInt(it -> PackedTokens.ofReplica(job, it))
              .min()
              .orElse(job.workload().maxSequence());
      batches.put("max_tokens_per_mb", tokens);
    }
    for (ModelFunctionCall call : group.calls()) {
      if (job.placement(call).microBatches().equals(count)) {
        gaps.said(call, PlacementChoice.MICRO_BATCHES);
      } else {
        gaps.unsaid(call, PlacementChoice.MICRO_BATCHES, "an engine has one setting for all");
      }
    }
  }

  /** {@code examples/math/gsm8k_grpo_megatron_lora.yaml}. */
  private static void adapters(ObjectNode root, int rank) {
    ((ObjectNode) root.get("rollout")).put("use_lora", true);
    ((ObjectNode) root.get("actor"))
        .put("use_lora", true)
        .put("peft_type", "lora")
        .put("lora_rank", rank)
        .put("lora_alpha", rank);
  }

  private void engine(ObjectNode root) {
    double share = EngineMemory.share(job, ArealExporter.KEY, together, gaps);
    if (backends.engine().equals("sglang")) {
      ObjectNode sglang = root.putObject("sglang");
      sglang
          .put("model_path", "${actor.path}")
          .put("random_seed", "${seed}")
          .put("skip_tokenizer_init", true)
          .put("dtype", "${actor.dtype}")
          .put("max_running_requests", job.engine().mostRequests())
          .put("context_length", job.workload().maxSequence())
          .put("mem_fraction_static", share);
      if (together) {
        sglang.put("enable_memory_saver", true);
      }
      return;
    }
    root.putObject("vllm")
        .put("model", "${actor.path}")
        .put("seed", "${seed}")
        .put("skip_tokenizer_init", false)
        .put("dtype", "${actor.dtype}")
        .put("max_model_len", job.workload().maxSequence())
        .put("gpu_memory_utilization", share);
  }
}
