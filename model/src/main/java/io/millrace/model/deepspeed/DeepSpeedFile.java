package io.millrace.model.deepspeed;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Sharding;
import io.millrace.model.workload.TrainingPrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads DeepSpeed's JSON as far as it says what a plan is made of (keys and defaults of its
 * documentation, {@code config-json.md}). {@code "auto"}, which Hugging Face fills in, counts as
 * absent.
 */
public final class DeepSpeedFile {
  private static final String FRAMEWORK = "deepspeed-2021";
  private static final String AUTO = "auto";

  private static final List<String> ROOT =
      List.of(
          "train_batch_size",
          "train_micro_batch_size_per_gpu",
          "gradient_accumulation_steps",
          "zero_optimization",
          "bf16",
          "fp16",
          "tensor_parallel",
          "expert_parallel",
          "activation_checkpointing");

  /** Keys about optimizers, logs and checkpoints, which are no part of a plan. */
  private static final Set<String> BESIDE =
      new TreeSet<>(
          List.of(
              "optimizer",
              "scheduler",
              "gradient_clipping",
              "steps_per_print",
              "wall_clock_breakdown",
              "prescale_gradients",
              "zero_allow_untested_optimizer",
              "tensorboard",
              "wandb",
              "csv_monitor",
              "flops_profiler",
              "checkpoint",
              "data_types",
              "communication_data_type",
              "zero_force_ds_cpu_optimizer",
              "seed",
              "autotuning",
              "aio"));

  private static final List<String> ZERO =
      List.of("stage", "overlap_comm", "stage3_prefetch_bucket_size");

  /** Keys of ZeRO that change sizes of buffers or what is written to disk. */
  private static final Pattern BUCKETS =
      Pattern.compile(
          ".*size|.*max_.*|.*threshold|pin_.*|offload_.*|reduce_scatter|contiguous_gradients"
              + "|round_robin.*|.*gather_.*|allgather_partitions|load_from.*|elastic_.*");

  private final Fields fields;
  private final Issues issues;
  private final List<String> notes = new ArrayList<>();
  private final ObjectNode plan = JsonNodeFactory.instance.objectNode();
  private final ObjectNode workload = JsonNodeFactory.instance.objectNode();

  private DeepSpeedFile(Fields fields, Issues issues) {
    this.fields = fields;
    this.issues = issues;
  }

  /** Reads a file's tree. */
  public static Parsed<LaunchDescription> read(Document document) {
    Issues issues = new Issues();
    return new DeepSpeedFile(Fields.of(document, issues), issues).read();
  }

  private Parsed<LaunchDescription> read() {
    ROOT.forEach(fields::has);
    OptionalInt whole = number(fields, "train_batch_size");
    OptionalInt micro = number(fields, "train_micro_batch_size_per_gpu");
    OptionalInt steps = number(fields, "gradient_accumulation_steps");
    whole.ifPresent(it -> workload.put("globalBatch", it));
    micro.ifPresent(it -> plan.put("microBatch", it));
    long given = Stream.of(whole, micro, steps).filter(OptionalInt::isPresent).count();
    if (given < 2) {
      notes.add("The file gives fewer than two of its three batch sizes: one step each assumed.");
    }
    workload.put("precision", precision().key());
    plan.put("tensor", nested("tensor_parallel", "autotp_size"));
    plan.put("expert", nested("expert_parallel", "autoep_size"));
    zero();
    if (fields.has("activation_checkpointing")) {
      notes.add("activation_checkpointing says how, the program decides whether: see recompute.");
    }
    leftOver(fields, ROOT, "");
    return issues.result(
        () ->
            new LaunchDescription(
                FRAMEWORK,
                Optional.empty(),
                workload,
                plan,
                OptionalInt.empty(),
                OptionalInt.empty(),
                given < 2 && steps.isEmpty() ? OptionalInt.of(1) : steps,
                1,
                notes));
  }

  private static boolean isAuto(Fields fields, String key) {
    return fields.hasText(key) && fields.text(key).equals(AUTO);
  }

  private OptionalInt number(Fields owner, String key) {
    return isAuto(owner, key) ? OptionalInt.empty() : owner.optionalInteger(key, 1);
  }

  private TrainingPrecision precision() {
    if (enabled("bf16")) {
      return TrainingPrecision.BF16;
    }
    return enabled("fp16") ? TrainingPrecision.FP16 : TrainingPrecision.FP32;
  }

  private boolean enabled(String key) {
    Optional<Fields> block = fields.optionalObject(key);
    if (block.isEmpty()) {
      return false;
    }
    if (isAuto(block.get(), "enabled")) {
      notes.add(key + " is left to the program; bf16 is the first that is not ruled out.");
      return true;
    }
    return block.get().flag("enabled", false);
  }

  private int nested(String block, String key) {
    return fields
        .optionalObject(block)
        .map(it -> it.flag("enabled", true) ? it.integer(key, 1, 1) : 1)
        .orElse(1);
  }

  private void zero() {
    Optional<Fields> block = fields.optionalObject("zero_optimization");
    if (block.isEmpty()) {
      plan.put("sharding", Sharding.NONE.key());
      return;
    }
    Fields zero = block.get();
    int stage = zero.integer("stage", 0, 0);
    if (stage > 3) {
      zero.issue("stage", "must be at most 3, is " + stage, "");
      return;
    }
    Sharding sharding = Sharding.ofStage(stage);
    plan.put("sharding", sharding.key());
    boolean overlaps =
        isAuto(zero, "overlap_comm")
            ? sharding.shardsWeights()
            : zero.flag("overlap_comm", sharding.shardsWeights());
    plan.put("gradientOverlap", (overlaps ? Overlap.ON : Overlap.OFF).key());
    boolean ahead =
        sharding.shardsWeights()
            && (isAuto(zero, "stage3_prefetch_bucket_size")
                || zero.optionalNumber("stage3_prefetch_bucket_size", 0, 1e18).orElse(1) > 0);
    plan.put("weightOverlap", (ahead ? Overlap.ON : Overlap.OFF).key());
    for (String key : List.of("offload_optimizer", "offload_param")) {
      if (zero.has(key)) {
        notes.add("zero_optimization.%s: everything stays on the devices here.".formatted(key));
      }
    }
    if (zero.integer("zero_hpz_partition_size", 1, 1) > 1) {
      notes.add("zero_hpz_partition_size: the second copy of weights is not simulated.");
    }
    leftOver(zero, ZERO, "zero_optimization.");
  }

  /** A slip of the keyboard is refused, what else is not known noted; sizes of buckets are not. */
  private void leftOver(Fields owner, List<String> known, String path) {
    for (String key : owner.keys()) {
      boolean bucket = !path.isEmpty() && BUCKETS.matcher(key).matches();
      if (known.contains(key) || BESIDE.contains(key) || bucket) {
        continue;
      }
      Optional<String> meant = NearestWord.slip(key, known);
      if (meant.isPresent()) {
        owner.issue(key, "is no key of DeepSpeed", "Maybe '" + meant.get() + "'?");
      } else {
        notes.add("Not understood: " + path + key);
      }
    }
  }
}
