package io.millrace.planner.export.posttraining.nemorl;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
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
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.export.posttraining.PoolMeshes;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.export.posttraining.TrainerSettings;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a recipe of NeMo-RL; what it leaves out is as {@code grpo_math_1B.yaml} has it. */
public final class NemoRlImporter implements PostTrainingImporter {

  /** For service loaders. */
  public NemoRlImporter() {}

  @Override
  public String key() {
    return NemoRlExporter.KEY;
  }

  @Override
  public String reads() {
    return "the YAML of a recipe; its defaults are not followed";
  }

  @Override
  public String planFile() {
    return NemoRlExporter.RECIPE;
  }

  @Override
  public TrainerSettings settings(String text) {
    Optional<Fields> policy =
        Document.parse(text, false) instanceof Parsed.Valid<Document> valid
            ? Fields.of(valid.value(), new Issues()).optionalObject("policy")
            : Optional.empty();
    Optional<Fields> megatron =
        policy
            .flatMap(it -> it.optionalObject("megatron_cfg"))
            .filter(it -> it.flag("enabled", false));
    if (megatron.isPresent()) {
      boolean shares =
          megatron
              .get()
              .optionalObject("optimizer")
              .map(it -> it.flag("use_distributed_optimizer", true))
              .orElse(true);
      return TrainerSettings.of(shares ? Sharding.ZERO1 : Sharding.NONE, again(megatron.get()));
    }
    return policy
        .flatMap(it -> it.optionalObject("dtensor_cfg"))
        .map(it -> TrainerSettings.of(Sharding.ZERO3, again(it)))
        .orElse(TrainerSettings.NONE);
  }

  private static Recompute again(Fields trainer) {
    return TrainerSettings.recompute(trainer.flag("activation_checkpointing", false));
  }

  @Override
  public Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question) {
    return Document.parse(text, false).then(it -> read(it, question));
  }

  private Parsed<PostTrainingPlan> read(Document document, PostTrainingScenario question) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    Optional<Fields> policy = root.object("policy");
    Optional<Fields> cluster = root.object("cluster");
    if (cluster.isPresent()
        && !cluster.get().has("num_nodes")
        && !cluster.get().has("gpus_per_node")) {
      cluster
          .get()
          .issue("has neither num_nodes nor gpus_per_node", "its defaults are not followed");
    }
    if (policy.isEmpty() || cluster.isEmpty()) {
      return issues.result(() -> PostTrainingPlan.of(Map.of()));
    }
    Fields generation = policy.get().object("generation").orElse(policy.get());
    boolean colocated =
        generation.optionalObject("colocated").map(it -> it.flag("enabled", true)).orElse(true);
    Optional<Arrangement> arrangement =
        Launchers.find(key()).orElseThrow().arrangements(question.workload().dataflow()).stream()
            .filter(it -> it.name().equals(colocated ? "colocated" : "non-colocated"))
            .findFirst();
    if (arrangement.isEmpty()) {
      issues.add(
          Issue.of(Issue.WHOLE, "NeMo-RL does not run " + question.workload().dataflow().name()));
      return issues.result(() -> PostTrainingPlan.of(Map.of()));
    }
    Placements placements = new Placements(question, issues);
    Map<Pool, DeviceMesh> meshes =
        PoolMeshes.of(
            arrangement.get(),
            pool -> devices(pool, root, cluster.get(), generation, colocated),
            issues);
    for (Map.Entry<Pool, DeviceMesh> pool : meshes.entrySet()) {
      DeviceMesh mesh = pool.getValue();
      for (Group group : pool.getKey().groups()) {
        GroupDegrees degrees = degrees(group, root, policy.get(), generation);
        for (ModelFunctionCall call : group.calls()) {
          OptionalInt count =
              group.name().equals(PolicySection.VALUE)
                  ? valueBatches(root, call, degrees, mesh, question)
                  : microBatches(policy.get(), call, degrees, mesh, question);
          degrees
              .on(mesh, count, issues, group.name())
              .ifPresent(it -> placements.put(call, group.name(), it));
        }
      }
    }
    return placements.plan();
  }

  private static Optional<Fields> rewardModel(Fields root) {
    return root.optionalObject("env").flatMap(it -> it.optionalObject("reward_model"));
  }

  private static int resources(Optional<Fields> owner) {
    return owner
        .flatMap(it -> it.optionalObject("resources"))
        .map(it -> it.integer("num_nodes", 1, 1) * it.integer("gpus_per_node", 1, 1))
        .orElse(1);
  }

  private static int devices(
      Pool pool, Fields root, Fields cluster, Fields generation, boolean colocated) {
    int engines = colocated ? 0 : resources(generation.optionalObject("colocated"));
    boolean scores = rewardModel(root).isPresent();
    return switch (pool.name()) {
      case "generation" -> engines;
      case "reward_model" -> resources(rewardModel(root));
      default ->
          cluster.integer("num_nodes", 1, 1) * cluster.integer("gpus_per_node", 1, 1)
              - engines
              - (scores ? resources(rewardModel(root)) : 0);
    };
  }

  private static GroupDegrees degrees(Group group, Fields root, Fields policy, Fields generation) {
    return switch (group.name()) {
      case "generation" ->
          generation
              .optionalObject("vllm_cfg")
              .map(
                  it ->
                      GroupDegrees.of(
                          it.integer("tensor_parallel_size", 1, 1),
                          it.integer("pipeline_parallel_size", 1, 1),
                          1,
                          it.integer("expert_parallel_size", 1, 1)))
              .orElse(GroupDegrees.of(1, 1, 1, 1));
      case "reward_model" ->
          rewardModel(root)
              .flatMap(it -> it.optionalObject("dtensor_cfg"))
              .map(NemoRlImporter::dtensor)
              .orElse(GroupDegrees.of(1, 1, 1, 1));
      case PolicySection.VALUE ->
          root.optionalObject(PolicySection.VALUE)
              .map(NemoRlImporter::policy)
              .orElse(GroupDegrees.of(1, 1, 1, 1));
      default -> policy(policy);
    };
  }

  private static GroupDegrees policy(Fields policy) {
    Optional<Fields> megatron =
        policy.optionalObject("megatron_cfg").filter(it -> it.flag("enabled", false));
    return megatron
        .map(
            it ->
                new GroupDegrees(
                    it.integer("tensor_model_parallel_size", 1, 1),
                    it.integer("pipeline_model_parallel_size", 1, 1),
                    it.integer("context_parallel_size", 1, 1),
                    it.integer("expert_model_parallel_size", 1, 1),
                    it.flag("sequence_parallel", false),
                    1))
        .or(() -> policy.optionalObject("dtensor_cfg").map(NemoRlImporter::dtensor))
        .orElse(GroupDegrees.of(1, 1, 1, 1));
  }

  private static GroupDegrees dtensor(Fields fields) {
    return new GroupDegrees(
        fields.integer("tensor_parallel_size", 1, 1),
        1,
        fields.integer("context_parallel_size", 1, 1),
        1,
        fields.flag("sequence_parallel", false),
        1);
  }

  /** A size that a value model has of its own counts where sequences are not packed. */
  private static OptionalInt valueBatches(
      Fields root,
      ModelFunctionCall call,
      GroupDegrees degrees,
      DeviceMesh mesh,
      PostTrainingScenario question) {
    Optional<Fields> value =
        root.optionalObject(PolicySection.VALUE)
            .filter(
                it ->
                    it.optionalObject("sequence_packing")
                        .map(packing -> !packing.flag("enabled", false))
                        .orElse(true));
    OptionalInt size =
        value
            .map(it -> it.optionalInteger("train_micro_batch_size", 1))
            .orElseGet(OptionalInt::empty);
    return size.isEmpty()
        ? size
        : OptionalInt.of(
            MicroBatchSizes.count(question.workload(), call, data(degrees, mesh), size.getAsInt()));
  }

  private static int data(GroupDegrees degrees, DeviceMesh mesh) {
    return Math.max(1, mesh.size() / (degrees.tensor() * degrees.pipeline() * degrees.context()));
  }

  /** Where sequences are packed, micro-batches are as the framework makes them. */
  private static OptionalInt microBatches(
      Fields policy,
      ModelFunctionCall call,
      GroupDegrees degrees,
      DeviceMesh mesh,
      PostTrainingScenario question) {
    boolean packs =
        policy.optionalObject("sequence_packing").map(it -> it.flag("enabled", true)).orElse(true);
    boolean trainers = List.of("actor", "reference").contains(call.role().orElse(""));
    if (packs || !trainers || call.kind() == CallKind.GENERATION) {
      return OptionalInt.empty();
    }
    String key = call.kind() == CallKind.TRAINING ? "train_micro_batch_size" : "logprob_batch_size";
    int data = data(degrees, mesh);
    int size = policy.integer(key, 1, 1);
    return OptionalInt.of(MicroBatchSizes.count(question.workload(), call, data, size));
  }
}
