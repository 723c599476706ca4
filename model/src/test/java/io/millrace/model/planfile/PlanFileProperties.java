package io.millrace.model.planfile;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlanFileProperties {
  private static final String SCENARIO =
      """
      version: 1
      name: two experts of eight
      cluster: {node: dgx-h100, nodes: 8, network: {perDevice: 43.21 GB/s, oversubscription: 1.5}}
      model:
        {name: own, layers: 24, hidden: 2048, heads: 32, kvHeads: 16, vocab: 50257,
         moe: {experts: 16, topK: 2, expertFfn: 1024}}
      workload: {type: training, globalBatch: 256, sequence: 4096, precision: bf16}
      pricePerDevice: 2.345678 USD/h
      seed: 5
      """;

  private static final Scenario QUESTION =
      ScenarioReader.bundled()
          .read(Document.parse(SCENARIO, false).orThrow(), Path.of(""))
          .orThrow();

  @Property
  void anyValidPlanSurvives(
      @ForAll("plans") TrainingPlan plan, @ForAll("findings") PlanFindings findings) {
    String text = PlanFileWriter.bundled().toText(PlanFile.of(QUESTION, plan, findings));

    PlanFile read = PlanFileReader.bundled().read(Document.parse(text, true).orThrow()).orThrow();

    assertThat(read.plan()).isEqualTo(plan);
    assertThat(read.findings()).contains(findings);
    assertThat(read.scenario().cluster()).isEqualTo(QUESTION.cluster());
    assertThat(read.scenario().model()).isEqualTo(QUESTION.model());
    assertThat(read.scenario().framework()).isEqualTo(QUESTION.framework());
    assertThat(read.scenario().pricePerDevice()).isEqualTo(QUESTION.pricePerDevice());
    assertThat(PlanFileWriter.bundled().toText(read)).isEqualTo(text);
  }

  @Provide
  Arbitrary<PlanFindings> findings() {
    Arbitrary<Double> numbers = Arbitraries.doubles().between(0, 1e6);
    return Combinators.combine(
            Arbitraries.of(Objective.values()), numbers, numbers, Arbitraries.of(0.0, 0.02, 1.0))
        .as(
            (objective, seconds, more, gap) ->
                PlanFindings.of("millrace 0.1.0", objective)
                    .estimated(seconds)
                    .simulated(new Figure(seconds + more, seconds, seconds + 2 * more, "s"))
                    .proven(more, gap));
  }

  /** Plans that the rules of scenarios allow; without context parallelism its exchange is open. */
  @Provide
  Arbitrary<TrainingPlan> plans() {
    return Combinators.combine(strategies(), layers(), replicas(), pipelines())
        .as((strategy, layers, replicas, pipeline) -> plan(strategy, pipeline, layers, replicas))
        .filter(
            plan ->
                PlanRules.violations(64, QUESTION.model(), QUESTION.workload(), plan, true)
                    .isEmpty());
  }

  private static TrainingPlan plan(
      ParallelStrategy strategy,
      Pipelining pipeline,
      LayerStrategy layers,
      ReplicaStrategy replicas) {
    int stages = strategy.pipeline() * pipeline.virtualStages();
    Pipelining own =
        stages > 1 && stages <= 12 && pipeline.stageLayers().isEmpty()
            ? pipeline
            : pipeline.withStageLayers(lists(stages));
    LayerStrategy exchanged =
        strategy.context() > 1 ? layers : exchanging(layers, ContextExchange.RING);
    int ranks = strategy.data() * strategy.context();
    ReplicaStrategy fitting =
        ranks % replicas.shardingGroup().orElse(1) == 0
            ? replicas
            : new ReplicaStrategy(
                replicas.sharding(),
                OptionalInt.of(ranks),
                replicas.gradientOverlap(),
                replicas.weightOverlap());
    return new TrainingPlan(strategy, own, exchanged, fitting);
  }

  private static List<Integer> lists(int stages) {
    Integer[] layers = new Integer[stages];
    for (int i = 0; i < stages; i++) {
      layers[i] = 24 / stages + (i < 24 % stages ? 1 : 0);
    }
    return List.of(layers);
  }

  private static LayerStrategy exchanging(LayerStrategy layers, ContextExchange exchange) {
    return new LayerStrategy(
        layers.microBatch(),
        layers.sequenceParallel(),
        layers.asyncTensorParallel(),
        exchange,
        layers.recompute(),
        layers.recomputeSpan(),
        layers.activationOffload(),
        layers.offloadLayers());
  }

  private static Arbitrary<ParallelStrategy> strategies() {
    Arbitrary<Integer> powers = Arbitraries.of(1, 2, 4, 8);
    return Combinators.combine(powers, powers, Arbitraries.of(1, 2, 4), Arbitraries.of(1, 2, 4, 16))
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
            Arbitraries.of(1, 2, 3),
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
            Arbitraries.of(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(4)),
            Arbitraries.of(Overlap.values()),
            Arbitraries.of(Overlap.values()))
        .as(ReplicaStrategy::new);
  }
}
