package io.millrace.planner.export;

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
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Plans of all kinds for one model with experts on 64 devices. */
public final class RandomPlans {
  private static final int LAYERS = 24;

  private static final String QUESTION =
      """
      version: 1
      name: experts on eight nodes
      cluster: {node: dgx-h100, nodes: 8}
      model:
        {name: own, layers: 24, hidden: 2048, heads: 32, kvHeads: 16, vocab: 50304,
         moe: {experts: 16, topK: 2, expertFfn: 1024}}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 256, sequence: 4096,
        precision: bf16}
      """;

  private static final Scenario SCENARIO =
      ScenarioReader.bundled()
          .read(Document.parse(QUESTION, false).orThrow(), Path.of(""))
          .orThrow();

  private RandomPlans() {}

  /** The question that all of them answer. */
  public static Scenario scenario() {
    return SCENARIO;
  }

  /** Whether a plan answers it. */
  public static boolean fits(TrainingPlan plan) {
    return answers(SCENARIO, plan);
  }

  /** Plans that answer it. */
  public static Arbitrary<TrainingPlan> plans() {
    return plansFor(SCENARIO);
  }

  /** Plans that answer another question about 24 layers on 64 devices. */
  static Arbitrary<TrainingPlan> plansFor(Scenario question) {
    return Combinators.combine(strategies(), pipelines(), layers(), replicas(), splits())
        .as(RandomPlans::plan)
        .filter(plan -> answers(question, plan));
  }

  private static boolean answers(Scenario question, TrainingPlan plan) {
    return PlanRules.violations(question, plan).isEmpty();
  }

  private static TrainingPlan plan(
      ParallelStrategy strategy,
      Pipelining pipelining,
      LayerStrategy layers,
      ReplicaStrategy replicas,
      int moved) {
    int ranks = strategy.data() * strategy.context();
    ReplicaStrategy fitting =
        ranks % replicas.shardingGroup().orElse(1) == 0
            ? replicas
            : new ReplicaStrategy(
                replicas.sharding(),
                OptionalInt.empty(),
                replicas.gradientOverlap(),
                replicas.weightOverlap());
    int stages = strategy.pipeline() * pipelining.virtualStages();
    Pipelining split =
        stages == 1 || moved == 0 ? pipelining : pipelining.withStageLayers(uneven(stages, moved));
    return new TrainingPlan(
        strategy, split, strategy.context() > 1 ? layers : alone(layers), fitting);
  }

  /** With the exchange that files without context parallelism leave open. */
  private static LayerStrategy alone(LayerStrategy layers) {
    return new LayerStrategy(
        layers.microBatch(),
        layers.sequenceParallel(),
        layers.asyncTensorParallel(),
        ContextExchange.RING,
        layers.recompute(),
        layers.recomputeSpan(),
        layers.activationOffload(),
        layers.offloadLayers());
  }

  /** Some layers moved from the last stage to the first. */
  static List<Integer> uneven(int stages, int moved) {
    List<Integer> layers = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      layers.add(LAYERS / stages + (stage < LAYERS % stages ? 1 : 0));
    }
    int taken = Math.min(moved, layers.getLast());
    layers.set(0, layers.getFirst() + taken);
    layers.set(stages - 1, layers.getLast() - taken);
    return layers;
  }

  private static Arbitrary<Integer> splits() {
    return Arbitraries.of(0, 1, 2);
  }

  private static Arbitrary<ParallelStrategy> strategies() {
    Arbitrary<Integer> powers = Arbitraries.of(1, 2, 4, 8);
    return Combinators.combine(powers, powers, Arbitraries.of(1, 2, 4), Arbitraries.of(1, 2, 8, 16))
        .as(
            (tensor, pipeline, context, expert) ->
                new ParallelStrategy(
                    Math.max(1, 64 / (tensor * pipeline * context)),
                    tensor,
                    pipeline,
                    context,
                    expert));
  }

  private static Arbitrary<Pipelining> pipelines() {
    return Combinators.combine(
            Arbitraries.of(ScheduleKind.values()),
            Arbitraries.of(2, 3),
            Arbitraries.of(VocabularyPlacement.values()),
            Arbitraries.of(RankOrder.values()))
        .as(
            (schedule, chunks, vocabulary, order) ->
                Pipelining.of(
                        schedule,
                        schedule.vShaped() ? 2 : schedule == ScheduleKind.INTERLEAVED ? chunks : 1)
                    .with(vocabulary)
                    .with(order));
  }

  private static Arbitrary<LayerStrategy> layers() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    Arbitrary<RecomputeSpan> spans =
        Combinators.combine(Arbitraries.of(RecomputeSpan.Method.values()), Arbitraries.of(1, 2))
            .as(RecomputeSpan::new);
    return Combinators.combine(
            Arbitraries.of(1, 2),
            flags,
            flags,
            Arbitraries.of(ContextExchange.values()),
            Arbitraries.of(Recompute.values()),
            spans,
            flags,
            Arbitraries.of(1, 2))
        .as(
            (batch, sequence, async, exchange, recompute, span, offload, offloaded) ->
                new LayerStrategy(
                    batch,
                    sequence,
                    async,
                    exchange,
                    recompute,
                    recompute == Recompute.FULL ? span : RecomputeSpan.EACH_LAYER,
                    offload,
                    offload ? OptionalInt.of(offloaded) : OptionalInt.empty()));
  }

  private static Arbitrary<ReplicaStrategy> replicas() {
    return Combinators.combine(
            Arbitraries.of(Sharding.values()),
            Arbitraries.of(
                OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(4)),
            Arbitraries.of(Overlap.values()),
            Arbitraries.of(Overlap.values()))
        .as(ReplicaStrategy::new);
  }
}
