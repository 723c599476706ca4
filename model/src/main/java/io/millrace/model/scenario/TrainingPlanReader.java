package io.millrace.model.scenario;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.workload.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the {@code plan} of a training scenario and fills its gaps by the framework's defaults. */
final class TrainingPlanReader {

  private final Fields fields;
  private final FrameworkProfile framework;
  private final List<Assumption> assumptions;

  TrainingPlanReader(Fields fields, FrameworkProfile framework, List<Assumption> assumptions) {
    this.fields = fields;
    this.framework = framework;
    this.assumptions = assumptions;
  }

  /**
   * Reads the plan; model and workload, if they could be read, decide what absent keys stand for.
   */
  Optional<TrainingPlan> read(
      Optional<ParallelStrategy> strategy,
      Optional<ModelArchitecture> model,
      Optional<Training> workload) {
    int microBatch = microBatch(strategy, workload);
    int virtualStages = virtualStages(strategy, microBatch, model, workload);
    int tensor = strategy.map(ParallelStrategy::tensor).orElse(1);
    boolean sequenceParallel = fields.flag("sequenceParallel", false);
    if (tensor > 1) {
      assumeIfAbsent("sequenceParallel", "false", "nothing says that it is on");
    }
    if (sequenceParallel && strategy.isPresent() && tensor == 1 && !fields.has("tensor")) {
      fields.issue("sequenceParallel", "needs tensor parallelism", "give tensor > 1");
    }
    ScheduleKind schedule = schedule(virtualStages, strategy);
    VocabularyPlacement vocabulary =
        fields
            .optionalChoice(
                "vocabulary", List.of(VocabularyPlacement.values()), VocabularyPlacement::key)
            .orElse(VocabularyPlacement.LAST_STAGE);
    List<Integer> stageLayers = fields.integers("stageLayers");
    Sharding sharding =
        fields
            .optionalChoice("sharding", List.of(Sharding.values()), Sharding::key)
            .orElse(Sharding.NONE);
    if (strategy.map(it -> it.data() * it.context()).orElse(1) > 1) {
      assumeIfAbsent("sharding", sharding.key(), "nothing says what is sharded");
    }
    OptionalInt shardingGroup = fields.optionalInteger("shardingGroup", 1);
    boolean asyncTensorParallel = fields.flag("asyncTensorParallel", false);
    ContextExchange contextExchange =
        fields
            .optionalChoice(
                "contextExchange", List.of(ContextExchange.values()), ContextExchange::key)
            .orElse(framework.modelExchange().context());
    if (fields.has("contextExchange") && strategy.isPresent() && strategy.get().context() == 1) {
      fields.issue("contextExchange", "needs context parallelism", "give context > 1");
    }
    Recompute recompute = recompute(schedule);
    RecomputeSpan recomputeSpan = recomputeSpan(recompute);
    boolean activationOffload = fields.flag("activationOffload", false);
    OptionalInt offloadLayers = fields.optionalInteger("offloadLayers", 1);
    if (offloadLayers.isPresent() && !activationOffload) {
      fields.issue("offloadLayers", "needs activationOffload", "add activationOffload: true");
    }
    RankOrder rankOrder =
        fields
            .optionalChoice("rankOrder", List.of(RankOrder.values()), RankOrder::key)
            .orElse(RankOrder.DATA_BEFORE_PIPELINE);
    Overlap gradientOverlap = overlap("gradientOverlap");
    Overlap weightOverlap = overlap("weightOverlap");
    return fields.build(
        () ->
            new TrainingPlan(
                strategy.orElseThrow(),
                new Pipelining(schedule, virtualStages, vocabulary, stageLayers, rankOrder),
                new LayerStrategy(
                    microBatch,
                    sequenceParallel,
                    asyncTensorParallel,
                    contextExchange,
                    recompute,
                    recomputeSpan,
                    activationOffload,
                    offloadLayers),
                new ReplicaStrategy(sharding, shardingGroup, gradientOverlap, weightOverlap)));
  }

  private Overlap overlap(String key) {
    return fields
        .optionalChoice(key, List.of(Overlap.values()), Overlap::key)
        .orElse(Overlap.USUAL);
  }

  /** Full recomputation does not go with split backward passes, so it is not what nothing means. */
  private Recompute recompute(ScheduleKind schedule) {
    Recompute usual = framework.defaults().recompute();
    boolean possible = usual != Recompute.FULL || !schedule.splitsBackward();
    Recompute recompute =
        fields
            .optionalChoice("recompute", List.of(Recompute.values()), Recompute::key)
            .orElse(possible ? usual : Recompute.NONE);
    assumeIfAbsent(
        "recompute",
        recompute.key(),
        possible ? "the default of " + framework.id() : "as runs of " + schedule.key());
    return recompute;
  }

  /** Each layer on its own where the plan does not say otherwise. */
  private RecomputeSpan recomputeSpan(Recompute recompute) {
    RecomputeSpan.Method method =
        fields
            .optionalChoice(
                "recomputeMethod",
                List.of(RecomputeSpan.Method.values()),
                RecomputeSpan.Method::key)
            .orElse(RecomputeSpan.EACH_LAYER.method());
    int layers = fields.integer("recomputeLayers", 1, RecomputeSpan.EACH_LAYER.layers());
    for (String key : List.of("recomputeMethod", "recomputeLayers")) {
      if (fields.has(key) && recompute != Recompute.FULL) {
        fields.issue(key, "goes with full recomputation only", "add recompute: full");
      }
    }
    return new RecomputeSpan(method, Math.max(1, layers));
  }

  private void assumeIfAbsent(String key, String value, String reason) {
    if (!fields.has(key)) {
      assumptions.add(new Assumption(fields.path(key), value, reason));
    }
  }

  /**
   * Sequences of a micro-batch. Where the input does not say: what fills a pipeline once, if that
   * is what the framework does, else one.
   */
  private int microBatch(Optional<ParallelStrategy> strategy, Optional<Training> workload) {
    int usual = 1;
    String reason = "the smallest, as large models use it";
    if (framework.defaults().fillsPipelineOnce() && strategy.isPresent() && workload.isPresent()) {
      int sequences = workload.get().globalBatch() / strategy.get().data();
      int pipeline = strategy.get().pipeline();
      if (pipeline > 1 && sequences % pipeline == 0) {
        usual = sequences / pipeline;
        reason = "as many micro-batches as stages, the default of " + framework.id();
      }
    }
    assumeIfAbsent("microBatch", Integer.toString(usual), reason);
    return fields.integer("microBatch", 1, usual);
  }

  /**
   * Chunks of layers on each device. Where the input does not say: two if it asks for an
   * interleaved schedule, what the framework's recipes would choose, else one.
   */
  private int virtualStages(
      Optional<ParallelStrategy> strategy,
      int microBatch,
      Optional<ModelArchitecture> model,
      Optional<Training> workload) {
    int pipeline = strategy.map(ParallelStrategy::pipeline).orElse(1);
    if (fields.has("virtualStages")
        || pipeline == 1
        || strategy.isEmpty()
        || model.isEmpty()
        || workload.isEmpty()) {
      return fields.integer("virtualStages", 1, 1);
    }
    int layers = model.get().layerCount();
    long sequences = (long) strategy.get().data() * microBatch;
    boolean groups = workload.get().globalBatch() / sequences % pipeline == 0;
    String schedule = fields.text("schedule", "");
    int chosen = 1;
    if (schedule.equals(ScheduleKind.INTERLEAVED.key()) || vShaped(schedule)) {
      chosen = 2;
    } else if (schedule.isEmpty()
        && framework.defaults().interleaves()
        && groups
        && layers % pipeline == 0) {
      chosen = layers / pipeline;
    }
    String reason =
        switch (chosen) {
          case 1 -> "nothing says that stages hold several chunks";
          case 2 -> vShaped(schedule) ? "a V has two" : "the fewest that interleave";
          default -> "as recipes of " + framework.id();
        };
    assumeIfAbsent("virtualStages", Integer.toString(chosen), reason);
    return chosen;
  }

  private static boolean vShaped(String schedule) {
    return Arrays.stream(ScheduleKind.values())
        .anyMatch(kind -> kind.vShaped() && kind.key().equals(schedule));
  }

  private ScheduleKind schedule(int virtualStages, Optional<ParallelStrategy> strategy) {
    Optional<ScheduleKind> given =
        fields.optionalChoice("schedule", List.of(ScheduleKind.values()), ScheduleKind::key);
    int pipeline = strategy.map(ParallelStrategy::pipeline).orElse(1);
    ScheduleKind usual =
        virtualStages > 1 && pipeline > 1
            ? ScheduleKind.INTERLEAVED
            : ScheduleKind.ONE_FORWARD_ONE_BACKWARD;
    if (pipeline > 1) {
      assumeIfAbsent("schedule", usual.key(), "the usual one for that many virtual stages");
    }
    if (given.isPresent()
        && given.get() != ScheduleKind.INTERLEAVED
        && !given.get().vShaped()
        && virtualStages > 1
        && pipeline > 1) {
      fields.issue(
          "virtualStages",
          "is " + virtualStages + ", but schedule " + given.get().key() + " has one chunk a device",
          "Maybe schedule: interleaved?");
    }
    return given.orElse(usual);
  }
}
