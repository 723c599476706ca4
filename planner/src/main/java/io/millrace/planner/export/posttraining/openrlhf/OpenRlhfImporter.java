package io.millrace.planner.export.posttraining.openrlhf;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.posttraining.GroupDegrees;
import io.millrace.planner.export.posttraining.MicroBatchSizes;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.export.posttraining.PoolMeshes;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.export.posttraining.TrainerSettings;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Part;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads OpenRLHF's dotted options in a script; what they leave out is as OpenRLHF has it. */
public final class OpenRlhfImporter implements PostTrainingImporter {
  private static final Pattern OPTION =
      Pattern.compile("--([a-z]+\\.[a-z_.]+)(?:[ =]+([1-9]\\d{0,7})(?![\\w.]))?");

  /** Options that count devices. */
  private static final Pattern NUMBERS =
      Pattern.compile(
          ".*\\.(num_nodes|num_gpus_per_node|num_engines|tensor_parallel_size|ring_attn_size)");

  private static final Pattern STAGE = Pattern.compile("--ds\\.zero_stage[ =]+([0-3])\\b");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  /** {@code openrlhf/cli/train_ppo_ray.py}. */
  private static final int USUAL_DEVICES = 8;

  /** For service loaders. */
  public OpenRlhfImporter() {}

  @Override
  public String key() {
    return OpenRlhfExporter.KEY;
  }

  @Override
  public String reads() {
    return "a script with dotted options";
  }

  @Override
  public String planFile() {
    return LaunchFiles.SCRIPT;
  }

  /** {@code --ds.zero_stage} is 2 unless given, and nothing is computed again unless asked for. */
  @Override
  public TrainerSettings settings(String text) {
    String said = COMMENT.matcher(text).replaceAll("");
    Matcher stage = STAGE.matcher(said);
    Sharding sharding =
        stage.find() ? Sharding.ofStage(Integer.parseInt(stage.group(1))) : Sharding.ZERO2;
    return TrainerSettings.of(
        sharding,
        TrainerSettings.recompute(said.contains("--actor.gradient_checkpointing_enable")));
  }

  @Override
  public Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question) {
    Map<String, OptionalInt> options = new TreeMap<>();
    Matcher matcher = OPTION.matcher(COMMENT.matcher(text).replaceAll(""));
    while (matcher.find()) {
      String digits = matcher.group(2);
      options.put(
          matcher.group(1),
          digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits)));
    }
    if (!options.containsKey("vllm.num_engines")) {
      return new Parsed.Invalid<>(
          List.of(new Issue("--vllm.num_engines", "is missing", "options are dotted since 0.10")));
    }
    Optional<Arrangement> arrangement =
        Launchers.find(key()).orElseThrow().arrangements(question.workload().dataflow()).stream()
            .filter(it -> fits(it, options))
            .findFirst();
    if (arrangement.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(
              Issue.of(
                  Issue.WHOLE,
                  "OpenRLHF does not run %s like that"
                      .formatted(question.workload().dataflow().name()))));
    }
    return read(options, arrangement.get(), question);
  }

  private static boolean fits(Arrangement arrangement, Map<String, OptionalInt> options) {
    boolean all = options.containsKey("train.colocate_all");
    boolean ahead = options.containsKey("train.async_enable");
    String name = all ? (ahead ? "colocate_models" : "colocate_all") : "groups";
    return arrangement.name().equals(name)
        && (all
            || (shares(arrangement, "actor_ref", "ref", options, "train.colocate_actor_ref")
                && shares(
                    arrangement,
                    "critic_reward",
                    "critic",
                    options,
                    "train.colocate_critic_reward")));
  }

  /** Whether a pool is there as an option has it; where a role is missing there is no choice. */
  private static boolean shares(
      Arrangement arrangement,
      String pool,
      String apart,
      Map<String, OptionalInt> options,
      String option) {
    boolean shared = arrangement.pool(pool).isPresent();
    return shared == options.containsKey(option) || (!shared && arrangement.pool(apart).isEmpty());
  }

  private static Parsed<PostTrainingPlan> read(
      Map<String, OptionalInt> options, Arrangement arrangement, PostTrainingScenario question) {
    Issues issues = new Issues();
    options.forEach(
        (key, number) -> {
          if (NUMBERS.matcher(key).matches() && number.isEmpty()) {
            issues.add("--" + key, "has no positive number", "fill variables in first");
          }
        });
    Placements placements = new Placements(question, issues);
    Map<Pool, DeviceMesh> meshes =
        PoolMeshes.of(arrangement, pool -> devices(pool, options), issues);
    int engineTensor = number(options, "vllm.tensor_parallel_size", 1);
    GroupDegrees trainers =
        new GroupDegrees(
            number(options, "ds.tensor_parallel_size", 1),
            1,
            number(options, "ds.ring_attn_size", 1),
            1,
            false,
            1);
    for (Map.Entry<Pool, DeviceMesh> pool : meshes.entrySet()) {
      DeviceMesh mesh = pool.getValue();
      for (Group group : pool.getKey().groups()) {
        boolean engine = group.name().equals("vllm");
        GroupDegrees degrees = engine ? GroupDegrees.of(engineTensor, 1, 1, 1) : trainers;
        for (ModelFunctionCall call : group.calls()) {
          int data = Math.max(1, mesh.size() / (degrees.tensor() * degrees.context()));
          degrees
              .on(mesh, microBatches(options, question, call, data), issues, "--" + group.name())
              .ifPresent(it -> placements.put(call, "--" + group.name(), it));
        }
      }
    }
    return placements.plan();
  }

  private static OptionalInt microBatches(
      Map<String, OptionalInt> options,
      PostTrainingScenario question,
      ModelFunctionCall call,
      int data) {
    String section = call.kind() == CallKind.TRAINING ? "train" : "rollout";
    OptionalInt size = options.getOrDefault(section + ".micro_batch_size", OptionalInt.empty());
    boolean packs = options.containsKey("train.dynamic_batch_enable");
    return size.isEmpty() || packs || call.kind() == CallKind.GENERATION
        ? OptionalInt.empty()
        : OptionalInt.of(MicroBatchSizes.count(question.workload(), call, data, size.getAsInt()));
  }

  private static int devices(Pool pool, Map<String, OptionalInt> options) {
    Part part =
        pool.calls().stream()
            .flatMap(call -> Part.of(call).stream())
            .filter(it -> it != Part.ROLLOUT)
            .findFirst()
            .orElse(Part.ROLLOUT);
    if (part == Part.ROLLOUT) {
      return number(options, "vllm.num_engines", 1)
          * number(options, "vllm.tensor_parallel_size", 1);
    }
    String section = OpenRlhfExporter.section(part);
    return number(options, section + ".num_nodes", 1)
        * number(options, section + ".num_gpus_per_node", USUAL_DEVICES);
  }

  private static int number(Map<String, OptionalInt> options, String key, int otherwise) {
    return options.getOrDefault(key, OptionalInt.empty()).orElse(otherwise);
  }
}
