package io.millrace.simulator;

import io.millrace.model.input.Document;
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
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A question drawn from a seed, and any number of plans that answer it. Between them they make use
 * of all that plans can say but vocabularies that all stages share, which no formula describes.
 */
public final class DrawnPlans {
  private static final List<String> NODES =
      List.of("dgx-a100", "dgx-h100", "mi300x-platform", "gaudi3-server", "dgx-1-v100");

  private static final List<String> FRAMEWORKS =
      List.of(
          "generic",
          "megatron-lm-2021",
          "megatron-lm-2022",
          "deepspeed-2021",
          "megatron-core-2024",
          "megatron-bridge-2026",
          "torchtitan",
          "internevo");

  private final Random random;
  private final Scenario scenario;
  private final boolean experts;

  private DrawnPlans(Random random, boolean experts, Scenario scenario) {
    this.random = random;
    this.experts = experts;
    this.scenario = scenario;
  }

  /** A question about a model of few layers on up to 64 devices. */
  public static DrawnPlans of(long seed) {
    Random random = new Random(seed);
    int kind = random.nextInt(3);
    String node = one(random, NODES);
    int devices = 1 << random.nextInt(7);
    int hidden = 1024 * one(random, List.of(1, 2, 4, 8));
    String text =
        """
        version: 1
        name: drawn
        cluster: {node: %s, devices: %d}
        model: {name: drawn, layers: %d, hidden: %d, heads: %d, vocab: %d, %s}
        workload: {type: training, framework: %s, globalBatch: %d, sequence: %d, precision: %s}
        """
            .formatted(
                node,
                devices,
                1 + random.nextInt(24),
                hidden,
                hidden / 128,
                one(random, List.of(32_000, 51_200, 128_256)),
                feedForward(random, kind, hidden),
                one(random, FRAMEWORKS),
                devices * one(random, List.of(1, 2, 3, 8, 16)),
                1024 * one(random, List.of(1, 2, 4, 8)),
                node.equals("dgx-1-v100") ? "fp16" : "bf16");
    Scenario scenario =
        ScenarioReader.bundled().read(Document.parse(text, false).orThrow(), Path.of("")).orThrow();
    return new DrawnPlans(random, kind == 2, scenario);
  }

  /** A GPT, a Llama with grouped queries, or one with experts in each layer. */
  private static String feedForward(Random random, int kind, int hidden) {
    return switch (kind) {
      case 0 -> "ffn: %d, activation: gelu, positionEmbeddings: 8192".formatted(4 * hidden);
      case 1 -> "ffn: %d, kvHeads: 4, activation: swiglu".formatted(7 * hidden / 2);
      default ->
          "kvHeads: 8, activation: swiglu, moe: {experts: 8, topK: %d, expertFfn: %d}"
              .formatted(1 + random.nextInt(2), hidden);
    };
  }

  /** The question, without a plan. */
  public Scenario scenario() {
    return scenario;
  }

  /** The next plan; each obeys what plans have to. */
  public TrainingPlan next() {
    while (true) {
      Optional<TrainingPlan> drawn = draw();
      if (drawn.isPresent() && obeys(drawn.get())) {
        return drawn.get();
      }
    }
  }

  private boolean obeys(TrainingPlan plan) {
    return PlanRules.violations(
            scenario.cluster().devices(), scenario.model(), scenario.workload(), plan, true)
        .isEmpty();
  }

  private Optional<TrainingPlan> draw() {
    int devices = scenario.cluster().devices();
    int tensor = Math.min(devices, 1 << random.nextInt(4));
    int context = Math.min(devices / tensor, one(List.of(1, 1, 2, 4)));
    int pipeline = Math.min(devices / tensor / context, 1 << random.nextInt(5));
    int data = devices / tensor / context / pipeline;
    int expert = experts ? 1 << random.nextInt(4) : 1;
    if (pipeline > scenario.model().layerCount()) {
      return Optional.empty();
    }
    ParallelStrategy degrees = new ParallelStrategy(data, tensor, pipeline, context, expert);
    Pipelining pipelining = pipelining(pipeline);
    LayerStrategy layers = layers(tensor);
    ReplicaStrategy replicas = replicas(data * context);
    return Optional.of(new TrainingPlan(degrees, pipelining, layers, replicas));
  }

  private Pipelining pipelining(int stages) {
    if (stages == 1) {
      return Pipelining.PLAIN;
    }
    ScheduleKind schedule = one(List.of(ScheduleKind.values()));
    int chunks =
        schedule.vShaped() ? 2 : schedule == ScheduleKind.INTERLEAVED ? 2 + random.nextInt(3) : 1;
    Pipelining usual = Pipelining.of(schedule, chunks).with(one(List.of(RankOrder.values())));
    if (!schedule.vShaped() && random.nextInt(4) == 0) {
      return usual.with(VocabularyPlacement.REDISTRIBUTED);
    }
    return random.nextInt(3) == 0 ? usual.withStageLayers(split(stages * chunks)) : usual;
  }

  /** One after the other for most, one more or less for some. */
  private List<Integer> split(int stages) {
    int layers = scenario.model().layerCount();
    List<Integer> split = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      split.add(layers * (stage + 1) / stages - layers * stage / stages);
    }
    int from = random.nextInt(stages);
    int moved = Math.min(random.nextInt(3), split.get(from));
    split.set(from, split.get(from) - moved);
    int to = random.nextInt(stages);
    split.set(to, split.get(to) + moved);
    return split;
  }

  private LayerStrategy layers(int tensor) {
    Recompute recompute = one(List.of(Recompute.values()));
    RecomputeSpan span =
        recompute == Recompute.FULL && random.nextBoolean()
            ? new RecomputeSpan(one(List.of(RecomputeSpan.Method.values())), 1 + random.nextInt(4))
            : RecomputeSpan.EACH_LAYER;
    boolean offload = random.nextInt(5) == 0 && scenario.cluster().device().hostLink().isPresent();
    return new LayerStrategy(
        one(List.of(1, 1, 2, 4)),
        tensor > 1 && random.nextBoolean(),
        tensor > 1 && random.nextBoolean(),
        one(List.of(ContextExchange.values())),
        recompute,
        span,
        offload,
        offload && random.nextBoolean()
            ? OptionalInt.of(1 + random.nextInt(3))
            : OptionalInt.empty());
  }

  private ReplicaStrategy replicas(int ranks) {
    return new ReplicaStrategy(
        one(List.of(Sharding.values())),
        ranks % 2 == 0 && random.nextInt(3) == 0 ? OptionalInt.of(ranks / 2) : OptionalInt.empty(),
        one(List.of(Overlap.values())),
        one(List.of(Overlap.values())));
  }

  private <T> T one(List<T> choices) {
    return one(random, choices);
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
