package io.millrace.planner.export.posttraining.verl;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.posttraining.GroupDegrees;
import io.millrace.planner.export.posttraining.MicroBatchSizes;
import io.millrace.planner.export.posttraining.Overrides;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.export.posttraining.PoolMeshes;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.export.posttraining.TrainerSettings;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads verl's overrides, as a list or in a script; what they leave out is as verl has it. */
public final class VerlImporter implements PostTrainingImporter {
  /** Numbers of devices, and degrees: without any of them a file says nothing of places. */
  private static final Pattern PLACES =
      Pattern.compile(
          "(trainer|rollout|actor_rollout_ref|critic|reward)\\..*"
              + "(nnodes|n_gpus_per_node|parallel_size)");

  /** {@code verl/trainer/config/rollout/rollout.yaml}. */
  private static final int USUAL_ENGINE_TENSOR = 2;

  /** {@code verl/trainer/config/ppo_trainer.yaml}. */
  private static final int USUAL_DEVICES = 8;

  /** For service loaders. */
  public VerlImporter() {}

  @Override
  public String key() {
    return VerlExporter.KEY;
  }

  @Override
  public String reads() {
    return "a list of overrides, or a script that has them";
  }

  @Override
  public String planFile() {
    return VerlExporter.LIST;
  }

  /**
   * Megatron shares out the optimizer's state, FSDP the weights too unless they stay gathered after
   * the forward pass; layers are computed again by FSDP unless told otherwise, by Megatron if told
   * (verl/trainer/config/engine/fsdp.yaml, engine/megatron.yaml and model/hf_model.yaml).
   */
  @Override
  public TrainerSettings settings(String text) {
    return settings(Overrides.parse(text));
  }

  private static TrainerSettings settings(Overrides overrides) {
    String actor = "actor_rollout_ref.actor.";
    if (overrides.text("model_engine").filter("megatron"::equals).isPresent()) {
      String again = actor + "megatron.override_transformer_config.recompute_granularity";
      boolean shares =
          overrides
              .text(actor + "megatron.use_distributed_optimizer")
              .map(it -> it.equalsIgnoreCase("true"))
              .orElse(true);
      Recompute recompute =
          Arrays.stream(Recompute.values())
              .filter(it -> overrides.text(again).filter(it.key()::equals).isPresent())
              .findFirst()
              .orElse(Recompute.NONE);
      return TrainerSettings.of(shares ? Sharding.ZERO1 : Sharding.NONE, recompute);
    }
    return TrainerSettings.of(
        isOff(overrides, actor + "fsdp_config.reshard_after_forward")
            ? Sharding.ZERO2
            : Sharding.ZERO3,
        TrainerSettings.recompute(
            !isOff(overrides, "actor_rollout_ref.model.enable_gradient_checkpointing")));
  }

  private static boolean isOff(Overrides overrides, String key) {
    return overrides.text(key).filter(it -> it.equalsIgnoreCase("false")).isPresent();
  }

  @Override
  public List<String> notes(String text, PostTrainingScenario question) {
    Overrides overrides = Overrides.parse(text);
    settings(overrides);
    return switch (read(overrides, question)) {
      case Parsed.Valid<PostTrainingPlan> plan ->
          new VerlNotes(overrides, question).of(plan.value());
      case Parsed.Invalid<PostTrainingPlan> _ -> List.of();
    };
  }

  @Override
  public Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question) {
    return read(Overrides.parse(text), question);
  }

  private static Parsed<PostTrainingPlan> read(Overrides overrides, PostTrainingScenario question) {
    if (overrides.keys("").stream().noneMatch(it -> PLACES.matcher(it).matches())) {
      return new Parsed.Invalid<>(
          List.of(
              new Issue(
                  Issue.WHOLE,
                  "has no override of verl that places calls",
                  "trainer.nnodes=2, ...; give the list if a script reads one")));
    }
    String mode =
        overrides.keys("async_training.").isEmpty()
            ? overrides
                .text("trainer.v1.trainer_mode")
                .filter("separate_async"::equals)
                .orElse("colocated")
            : VerlExporter.STREAMING;
    boolean rewardPool = overrides.flag("reward.reward_model.enable_resource_pool");
    Optional<Arrangement> arrangement =
        Launchers.find(VerlExporter.KEY)
            .orElseThrow()
            .arrangements(question.workload().dataflow())
            .stream()
            .filter(it -> it.name().equals(mode))
            .filter(it -> it.pool("reward_pool").isPresent() == rewardPool)
            .findFirst();
    if (arrangement.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(
              Issue.of(
                  Issue.WHOLE,
                  "verl does not run %s like that"
                      .formatted(question.workload().dataflow().name()))));
    }
    return read(overrides, arrangement.get(), question);
  }

  private static Parsed<PostTrainingPlan> read(
      Overrides overrides, Arrangement arrangement, PostTrainingScenario question) {
    Issues issues = new Issues();
    Placements placements = new Placements(question, issues);
    Map<Pool, DeviceMesh> meshes =
        PoolMeshes.of(arrangement, pool -> devices(overrides, prefix(pool, arrangement)), issues);
    for (Map.Entry<Pool, DeviceMesh> pool : meshes.entrySet()) {
      DeviceMesh mesh = pool.getValue();
      for (Group group : pool.getKey().groups()) {
        String section = VerlGroups.section(group);
        GroupDegrees degrees = degrees(overrides, group, section);
        for (ModelFunctionCall call : group.calls()) {
          int replica = degrees.tensor() * degrees.pipeline() * degrees.context();
          int data = Math.max(1, mesh.size() / replica);
          OptionalInt size = microBatchSize(overrides, section, call);
          OptionalInt count =
              size.isEmpty()
                  ? size
                  : OptionalInt.of(
                      MicroBatchSizes.count(question.workload(), call, data, size.getAsInt()));
          degrees
              .on(mesh, count, issues, section + "*")
              .ifPresent(it -> placements.put(call, section + "*", it));
        }
      }
    }
    overrides.misread(issues);
    return placements.plan();
  }

  private static String prefix(Pool pool, Arrangement arrangement) {
    return switch (pool.name()) {
      case "rollout_pool" ->
          arrangement.name().equals(VerlExporter.STREAMING)
              ? "rollout."
              : "actor_rollout_ref.rollout.";
      case "reward_pool" -> "reward.reward_model.";
      default -> "trainer.";
    };
  }

  private static int devices(Overrides overrides, String prefix) {
    return overrides.number(prefix + "nnodes").orElse(1)
        * overrides.number(prefix + "n_gpus_per_node").orElse(USUAL_DEVICES);
  }

  private static GroupDegrees degrees(Overrides overrides, Group group, String section) {
    if (List.of("rollout", "reward").contains(group.name())) {
      return GroupDegrees.of(
          overrides.number(section + "tensor_model_parallel_size").orElse(USUAL_ENGINE_TENSOR),
          overrides.number(section + "pipeline_model_parallel_size").orElse(1),
          1,
          overrides.number(section + "expert_parallel_size").orElse(1));
    }
    if (overrides.text("model_engine").filter("megatron"::equals).isEmpty()) {
      String key = "ulysses_sequence_parallel_size";
      String engine = section.equals("critic.") ? "fsdp." : "fsdp_config.";
      int flat = trainer(overrides, section, key, 1);
      return GroupDegrees.of(1, 1, trainer(overrides, section, engine + key, flat), 1);
    }
    String sequence = "megatron.sequence_parallel";
    boolean shares =
        overrides
            .text(section + sequence)
            .or(() -> overrides.text("actor_rollout_ref.actor." + sequence))
            .map(it -> it.equalsIgnoreCase("true"))
            .orElse(true);
    return new GroupDegrees(
        trainer(overrides, section, "megatron.tensor_model_parallel_size", 1),
        trainer(overrides, section, "megatron.pipeline_model_parallel_size", 1),
        trainer(overrides, section, "megatron.context_parallel_size", 1),
        trainer(overrides, section, "megatron.expert_model_parallel_size", 1),
        shares,
        trainer(overrides, section, "megatron.virtual_pipeline_model_parallel_size", 1));
  }

  /** A number of a trainer; the reference follows the actor (ref/megatron_ref.yaml). */
  private static int trainer(Overrides overrides, String section, String key, int otherwise) {
    if (overrides.text(section + key).isEmpty() && section.contains(".ref.")) {
      return overrides.number("actor_rollout_ref.actor." + key).orElse(otherwise);
    }
    return overrides.number(section + key).orElse(otherwise);
  }

  private static OptionalInt microBatchSize(
      Overrides overrides, String section, ModelFunctionCall call) {
    return switch (call.kind()) {
      case TRAINING -> overrides.number(section + "ppo_micro_batch_size_per_gpu");
      case INFERENCE ->
          section.equals("critic.")
              ? overrides.number("critic.forward_micro_batch_size_per_gpu")
              : overrides.number(
                  section.replace(".actor.", ".rollout.") + "log_prob_micro_batch_size_per_gpu");
      default -> OptionalInt.empty();
    };
  }
}
