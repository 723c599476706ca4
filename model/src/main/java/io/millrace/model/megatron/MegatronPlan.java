package io.millrace.model.megatron;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.workload.TrainingPrecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a scenario's plan and workload that Megatron-LM's options stand for. */
final class MegatronPlan {
  private static final Map<String, TrainingPrecision> EIGHT_BITS =
      Map.of(
          "delayed", TrainingPrecision.FP8,
          "tensorwise", TrainingPrecision.FP8_CURRENT_SCALING,
          "blockwise", TrainingPrecision.FP8_BLOCKWISE,
          "mxfp8", TrainingPrecision.MXFP8);

  private static final Map<String, ContextExchange> EXCHANGES =
      Map.of(
          "p2p", ContextExchange.RING,
          "allgather", ContextExchange.ALL_GATHER,
          "a2a", ContextExchange.ULYSSES);

  private static final Map<String, Sharding> STRATEGIES =
      Map.of(
          "no_shard", Sharding.NONE,
          "optim", Sharding.ZERO1,
          "optim_grads", Sharding.ZERO2,
          "optim_grads_params", Sharding.ZERO3);

  private final MegatronOptions options;
  private final List<String> notes;
  private final ObjectNode plan = JsonNodeFactory.instance.objectNode();

  MegatronPlan(MegatronOptions options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /**
   * The plan.
   *
   * @param layers of the model, 0 where they are not known
   */
  ObjectNode plan(int layers) {
    int tensor = degree("tensor", "--tensor-model-parallel-size");
    int pipeline = degree("pipeline", "--pipeline-model-parallel-size");
    int context = degree("context", "--context-parallel-size");
    int expert = degree("expert", "--expert-model-parallel-size");
    expertTensor(tensor, expert);
    stages(pipeline, layers);
    plan.put(
        "rankOrder",
        (options.has("--use-tp-pp-dp-mapping")
                ? RankOrder.PIPELINE_BEFORE_DATA
                : RankOrder.DATA_BEFORE_PIPELINE)
            .key());
    plan.put("microBatch", options.number("--micro-batch-size", 1, 1));
    plan.put("sequenceParallel", options.has("--sequence-parallel") && tensor > 1);
    plan.put("asyncTensorParallel", options.has("--tp-comm-overlap") && tensor > 1);
    exchange(context);
    recompute();
    offload();
    sharding();
    plan.put("gradientOverlap", switched("--overlap-grad-reduce"));
    plan.put("weightOverlap", switched("--overlap-param-gather"));
    return plan;
  }

  private int degree(String key, String option) {
    int number = options.number(option, 1, 1);
    plan.put(key, number);
    return number;
  }

  private String switched(String option) {
    return (options.has(option) ? Overlap.ON : Overlap.OFF).key();
  }

  private void expertTensor(int tensor, int expert) {
    int given = options.number("--expert-tensor-parallel-size", 1, tensor);
    if (expert > 1 && given != tensor && given != 1) {
      notes.add(
          "--expert-tensor-parallel-size %d: Millrace slices experts by all %d tensor-parallel"
                  .formatted(given, tensor)
              + " ranks or by none.");
    }
  }

  private void stages(int pipeline, int layers) {
    int chunks = options.number("--num-virtual-stages-per-pipeline-rank", 1, 1);
    int each = options.number("--num-layers-per-virtual-pipeline-stage", 1, 0);
    if (each > 0 && layers > 0) {
      chunks = Math.max(1, layers / pipeline / each);
    }
    Optional<PipelineLayout> layout = layout(pipeline);
    if (layout.isPresent()) {
      chunks = layout.get().layers().size() / pipeline;
    }
    List<Integer> counts =
        layout.map(PipelineLayout::layers).orElseGet(() -> ends(pipeline, layers));
    plan.put("virtualStages", chunks);
    plan.put(
        "schedule",
        (chunks > 1 && pipeline > 1
                ? ScheduleKind.INTERLEAVED
                : ScheduleKind.ONE_FORWARD_ONE_BACKWARD)
            .key());
    if (counts.stream().distinct().count() > 1) {
      counts.forEach(plan.putArray("stageLayers")::add);
    }
  }

  private Optional<PipelineLayout> layout(int pipeline) {
    String option = "--pipeline-model-parallel-layout";
    Optional<String> text = options.text(option);
    try {
      Optional<PipelineLayout> layout = text.map(PipelineLayout::parse);
      int stages = layout.map(it -> it.layers().size()).orElse(pipeline);
      if (stages % pipeline != 0) {
        options.issue(
            option, "has %d stages, no multiple of %d ranks".formatted(stages, pipeline), "");
        return Optional.empty();
      }
      if (text.filter(PipelineLayout::hasEarlyModules).isPresent()) {
        notes.add("Modules for further tokens are computed with the loss here, not before it.");
      }
      return layout;
    } catch (IllegalArgumentException e) {
      options.issue(option, String.valueOf(e.getMessage()), "such as Ett|t*5|t*5|ttL");
      return Optional.empty();
    }
  }

  /** Layers of the stages where only the first and the last have a number of their own. */
  private List<Integer> ends(int pipeline, int layers) {
    int even = layers / pipeline;
    int first = options.number("--decoder-first-pipeline-num-layers", 1, even);
    int last = options.number("--decoder-last-pipeline-num-layers", 1, even);
    int between = layers - first - last;
    boolean given = first != even || last != even;
    if (!given || pipeline < 3 || between < 0 || between % (pipeline - 2) != 0) {
      if (given) {
        options.issue(
            "--decoder-first-pipeline-num-layers",
            "%d and %d leave %d layers for %d stages".formatted(first, last, between, pipeline - 2),
            "");
      }
      return List.of();
    }
    List<Integer> counts = new ArrayList<>(Collections.nCopies(pipeline, between / (pipeline - 2)));
    counts.set(0, first);
    counts.set(pipeline - 1, last);
    return counts;
  }

  private void exchange(int context) {
    String option = "--cp-comm-type";
    String type = options.text(option).orElse("p2p");
    ContextExchange exchange = EXCHANGES.get(type);
    if (exchange == null) {
      notes.add(option + " " + type + ": Millrace knows p2p, allgather and a2a; p2p taken.");
    }
    if (context > 1) {
      plan.put("contextExchange", (exchange == null ? ContextExchange.RING : exchange).key());
    }
  }

  private void recompute() {
    String granularity =
        options
            .text("--recompute-granularity")
            .orElse(options.has("--recompute-activations") ? "selective" : "none");
    plan.put("recompute", granularity);
    Optional<String> method = options.text("--recompute-method");
    int layers = options.number("--recompute-num-layers", 1, 1);
    List<String> modules = options.words("--recompute-modules");
    if (granularity.equals(Recompute.FULL.key())) {
      plan.put("recomputeMethod", method.orElse("uniform"));
      plan.put("recomputeLayers", layers);
    }
    boolean usual = modules.isEmpty() || modules.equals(List.of("core_attn"));
    if (granularity.equals(Recompute.SELECTIVE.key()) && !usual) {
      notes.add(
          "--recompute-modules %s: selective recomputation is what the framework's profile has."
              .formatted(String.join(" ", modules)));
    }
  }

  private void offload() {
    int layers = options.number("--cpu-offloading-num-layers", 0, 0);
    plan.put("activationOffload", layers > 0);
    if (layers > 0) {
      plan.put("offloadLayers", layers);
    }
  }

  private void sharding() {
    boolean distributed = options.has("--use-distributed-optimizer");
    String option = "--data-parallel-sharding-strategy";
    String strategy = options.text(option).orElse("no_shard");
    Sharding sharding = distributed ? Sharding.ZERO1 : Sharding.NONE;
    if (options.has("--use-megatron-fsdp") || options.has("--use-custom-fsdp")) {
      Sharding named = STRATEGIES.get(strategy);
      if (named == null) {
        options.issue(
            option,
            "'%s' is none of no_shard, optim, optim_grads, optim_grads_params".formatted(strategy),
            "");
      } else {
        sharding = named;
      }
    }
    if (options.has("--use-torch-fsdp2")) {
      sharding = Sharding.ZERO3;
    }
    plan.put("sharding", sharding.key());
  }

  /** Groups of ranks that each share out the whole. */
  int shardingGroups() {
    return options.number("--num-distributed-optimizer-instances", 1, 1);
  }

  /** The keys of the workload. */
  ObjectNode workload() {
    ObjectNode workload = JsonNodeFactory.instance.objectNode();
    options.number("--global-batch-size", 1).ifPresent(it -> workload.put("globalBatch", it));
    options.number("--seq-length", 1).ifPresent(it -> workload.put("sequence", it));
    workload.put("precision", precision().key());
    return workload;
  }

  private TrainingPrecision precision() {
    boolean half = options.has("--fp16");
    TrainingPrecision wide = half ? TrainingPrecision.FP16 : TrainingPrecision.FP32;
    TrainingPrecision plain = options.has("--bf16") ? TrainingPrecision.BF16 : wide;
    Optional<String> eight = options.text("--fp8-format");
    String recipe = options.text("--fp8-recipe").orElse("delayed");
    boolean four = options.has("--fp4-format");
    options.text("--fp4-recipe");
    if (four) {
      return TrainingPrecision.NVFP4;
    }
    if (eight.isEmpty()) {
      return plain;
    }
    TrainingPrecision precision = EIGHT_BITS.get(recipe);
    if (precision == null) {
      options.issue(
          "--fp8-recipe",
          "'" + recipe + "' is not known",
          "Known: delayed, tensorwise, blockwise, mxfp8");
      return TrainingPrecision.FP8;
    }
    return precision;
  }
}
