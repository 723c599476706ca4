package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Costs plans of a scenario as {@link TrainingEstimator} does, from parts that are prepared once.
 * It differs in two things: passes of many layers are put together from passes of a few ({@link
 * ChunkCosts}), and passes at the clock that the load leaves are found between those at a few
 * clocks ({@link ClockGrid}).
 *
 * <p>An instance serves one thread.
 */
final class PlanCosting implements PlanCosts {
  /** By how much passes that are put together may differ from those that are simulated. */
  private static final double PUT_TOGETHER = 5e-3;

  private final Scenario scenario;
  private final CostModel costs;
  private final Prepared prepared;
  private final TrainingEstimator estimator;
  private final DevicePower power;
  private final StageEvaluation evaluation;
  private final double capacityBytes;

  /** What threads share: it only depends on what it is asked for. */
  private record Prepared(
      ClockGrid clocks,
      LeastTimes least,
      Map<Chunk, Chunk> shapes,
      Map<PassKey, SimulatedPasses> simulated,
      Map<PassKey, ChunkCosts> chunks) {}

  /**
   * Prepares it.
   *
   * @param costs of the scenario's cluster
   */
  PlanCosting(Scenario scenario, CostModel costs) {
    this(scenario, costs, prepared(scenario, new ClockGrid(costs)));
  }

  private static Prepared prepared(Scenario scenario, ClockGrid clocks) {
    return new Prepared(
        clocks,
        new LeastTimes(scenario, clocks),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>());
  }

  private PlanCosting(Scenario scenario, CostModel costs, Prepared prepared) {
    this.scenario = scenario;
    this.costs = costs;
    this.prepared = prepared;
    this.estimator = new TrainingEstimator(scenario, costs);
    this.power = DevicePower.of(scenario.cluster());
    this.evaluation = new StageEvaluation(scenario.cluster(), scenario.framework());
    this.capacityBytes = scenario.cluster().device().mainMemory().capacity().count();
  }

  @Override
  public PlanCosts forAnotherThread() {
    return new PlanCosting(scenario, costs, prepared);
  }

  private TrainingContext context(
      ParallelStrategy strategy,
      Pipelining pipelining,
      LayerStrategy layers,
      ReplicaStrategy replicas) {
    return new TrainingContext(
        scenario.cluster(),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        new TrainingPlan(strategy, pipelining, layers, replicas),
        prepared.clocks.costs().getFirst());
  }

  @Override
  public PlanLayout layout(ParallelStrategy strategy, Pipelining pipelining) {
    LayerStrategy any = LayerStrategy.of(1, false, Recompute.NONE);
    return PlanLayout.of(
        context(strategy, pipelining, any, ReplicaStrategy.COPIES),
        chunk -> prepared.shapes.computeIfAbsent(chunk, it -> it));
  }

  @Override
  public PassCosts passes(PlanLayout layout, LayerStrategy layers, ReplicaStrategy replicas) {
    TrainingContext context = context(layout.strategy(), layout.pipelining(), layers, replicas);
    ChunkPasses[] passes = new ChunkPasses[layout.shapes().size()];
    ChunkPasses[] atLeast = passes;
    double[] copySeconds = new double[0];
    if (!context.sharesVocabulary()) {
      fill(passes, layout, chunks(context));
      boolean exchanges = context.gathersEachLayer() || context.scattersEachPass();
      if (layers.activationOffload() && !exchanges) {
        atLeast = new ChunkPasses[passes.length];
        TrainingPlan kept = context.plan().with(layers.withoutOffload());
        ChunkCosts without = chunks(context.with(kept));
        fill(atLeast, layout, without);
        copySeconds = new double[passes.length];
        for (int shape = 0; shape < passes.length; shape++) {
          copySeconds[shape] = chunks(context).copySeconds(layout.shapes().get(shape), without);
        }
      }
    }
    ExchangeFigures[] hops = PassCosts.hops(context, layout);
    return new PassCosts(layers, context.microBatches(), passes, atLeast, copySeconds, hops);
  }

  private static void fill(ChunkPasses[] passes, PlanLayout layout, ChunkCosts chunks) {
    for (int shape = 0; shape < passes.length; shape++) {
      passes[shape] = chunks.of(layout.shapes().get(shape));
    }
  }

  private ChunkCosts chunks(TrainingContext context) {
    PassKey key = PassKey.of(context);
    ChunkCosts known = prepared.chunks.get(key);
    if (known == null) {
      known = new ChunkCosts(atClocks(context), simulated(context));
      prepared.chunks.put(key, known);
    }
    return known;
  }

  private List<TrainingContext> atClocks(TrainingContext context) {
    return prepared.clocks.costs().stream().map(context::with).toList();
  }

  private SimulatedPasses simulated(TrainingContext context) {
    PassKey key = PassKey.of(context).alone();
    SimulatedPasses known = prepared.simulated.get(key);
    if (known == null) {
      boolean block = context.plan().recomputeSpan().method() == RecomputeSpan.Method.BLOCK;
      SimulatedPasses made =
          block
              ? new SimulatedPasses(
                  atClocks(context),
                  simulated(context.with(recomputing(context, Recompute.NONE))),
                  simulated(context.with(recomputing(context, Recompute.FULL))))
              : new SimulatedPasses(atClocks(context), ends(context, key));
      SimulatedPasses other = prepared.simulated.putIfAbsent(key, made);
      known = other == null ? made : other;
    }
    return known;
  }

  /** Where embedding and output layer are simulated once for ways that differ in layers alone. */
  private Optional<SimulatedPasses> ends(TrainingContext context, PassKey key) {
    PassKey plain = key.ends();
    return plain.equals(key) || key.replicas().isPresent()
        ? Optional.empty()
        : Optional.of(simulated(context.with(context.plan().with(plain.layers()))));
  }

  private static TrainingPlan recomputing(TrainingContext context, Recompute recompute) {
    return context.plan().with(context.plan().layers().with(recompute, RecomputeSpan.EACH_LAYER));
  }

  @Override
  public ReplicaCosts replicas(PlanLayout layout, ReplicaStrategy replicas, int microBatches) {
    int sequences = scenario.workload().globalBatch() / layout.strategy().data();
    LayerStrategy any =
        LayerStrategy.of(Math.max(1, sequences / microBatches), false, Recompute.NONE);
    return ReplicaCosts.of(context(layout.strategy(), layout.pipelining(), any, replicas), layout);
  }

  @Override
  public void evaluate(
      PlanLayout layout, PassCosts passes, ReplicaCosts replicas, PlanFigures figures) {
    figures.capacityBytes = capacityBytes();
    if (layout.sharesVocabulary()) {
      simulate(layout, passes, replicas, figures);
      return;
    }
    evaluation.begin(layout, passes);
    take(passes.chunks, 0);
    evaluation.first(layout, passes, replicas);
    if (prepared.clocks.varies()) {
      double clock = clock(layout, passes, replicas);
      if (clock < 1) {
        take(passes.chunks, prepared.clocks.position(clock));
        evaluation.again(layout, passes, replicas);
      }
    }
    evaluation.findPeaks(layout);
    figures.seconds = evaluation.seconds();
    figures.fullestBytes = fullestBytes(layout, replicas);
    figures.joules = joules(layout, passes);
  }

  /** Takes what passes take at a position between the clocks. */
  private void take(ChunkPasses[] chunks, double position) {
    int before = (int) position;
    for (int shape = 0; shape < chunks.length; shape++) {
      evaluation.times(shape).between(chunks[shape], before, before + 1, position - before);
    }
  }

  /** Takes what passes take at least. */
  private void takeLeast(PassCosts passes, double position) {
    take(passes.atLeast, position);
    double share = passes.atLeast == passes.chunks ? 1 : 1 - PUT_TOGETHER;
    for (int shape = 0; shape < passes.atLeast.length; shape++) {
      evaluation.times(shape).scale(share);
      evaluation.times(shape).raise(passes.copySeconds(shape));
    }
  }

  /** The clock that the load of the stage that computes longest leaves. */
  private double clock(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    int busiest = busiest(layout, passes, replicas.updateSeconds);
    double update = replicas.updateSeconds[busiest] / evaluation.seconds();
    return clock(layout, passes, busiest, evaluation.seconds(), update);
  }

  /** The fastest clock at which the passes are done in some time. */
  private double clock(PlanLayout layout, PassCosts passes, double seconds) {
    double fastest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      fastest = Math.max(fastest, clock(layout, passes, kind, seconds, 0));
    }
    return fastest;
  }

  private int busiest(PlanLayout layout, PassCosts passes, double[] updateSeconds) {
    int busiest = 0;
    double longest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      double once = 0;
      for (int work = 0; work < ChunkPasses.WORK; work++) {
        once += evaluation.work(layout, kind, work);
      }
      double busy = passes.microBatches() * once + updateSeconds[kind];
      if (busy > longest * (1 + 1e-9)) {
        longest = busy;
        busiest = kind;
      }
    }
    return busiest;
  }

  private double clock(
      PlanLayout layout, PassCosts passes, int kind, double seconds, double update) {
    double share = passes.microBatches() / seconds;
    double matrix = share * evaluation.work(layout, kind, 0);
    double attention = share * evaluation.work(layout, kind, 1);
    double memory = share * evaluation.work(layout, kind, 2);
    double once = matrix + attention + memory;
    if (once == 0) {
      return 1;
    }
    double again = 1 + share * evaluation.work(layout, kind, 3) / once;
    return costs.clock(again * matrix, again * attention, again * memory + update);
  }

  private double fullestBytes(PlanLayout layout, ReplicaCosts replicas) {
    double most = 0;
    for (int stage = 0; stage < layout.stages(); stage++) {
      double activations = replicas.activationBytes * evaluation.ends().peak(stage);
      most = Math.max(most, replicas.fixedBytes[layout.classOf[stage]] + activations);
    }
    return most;
  }

  private double joules(PlanLayout layout, PassCosts passes) {
    return power.joules(evaluation.seconds(), engineSeconds(layout, passes));
  }

  /** Seconds in which a stage's engines are busy on average. */
  private double engineSeconds(PlanLayout layout, PassCosts passes) {
    double busy = 0;
    for (int place = 0; place < layout.shapeOf.length; place++) {
      busy += evaluation.times(layout.shapeOf[place]).engineSeconds();
    }
    return passes.microBatches() * busy / layout.stages();
  }

  /** Stages that share a vocabulary meet in ways that no formula here describes. */
  private void simulate(
      PlanLayout layout, PassCosts passes, ReplicaCosts replicas, PlanFigures figures) {
    TrainingPlan plan =
        new TrainingPlan(
            layout.strategy(), layout.pipelining(), passes.layers(), replicas.replicas());
    Estimate estimate = estimator.estimate(plan);
    figures.seconds = estimate.seconds();
    figures.joules = Double.NaN;
    figures.fullestBytes =
        estimate.memory().stream()
            .map(MemoryUse::total)
            .mapToDouble(it -> it.count())
            .max()
            .orElse(0);
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy) {
    return prepared.least.of(strategy);
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy, LayerStrategy layers, double atMost) {
    TrainingContext context = context(strategy, Pipelining.PLAIN, layers, ReplicaStrategy.COPIES);
    return prepared.least.of(context, atMost);
  }

  @Override
  public double leastSeconds(PlanLayout layout, PassCosts passes, double atMost) {
    if (layout.sharesVocabulary()) {
      return 0;
    }
    takeLeast(passes, 0);
    double least = prepared.least.of(layout, passes.microBatches(), evaluation);
    if (least > atMost) {
      return least;
    }
    evaluation.begin(layout, passes);
    evaluation.firstBound(layout);
    if (prepared.clocks.varies()) {
      double clock = clock(layout, passes, atMost);
      if (clock < 1) {
        takeLeast(passes, prepared.clocks.position(clock));
        least = prepared.least.of(layout, passes.microBatches(), evaluation);
      }
    }
    boolean sameOrder =
        passes.chunks == passes.atLeast || !layout.pipelining().schedule().splitsBackward();
    return least > atMost || !sameOrder
        ? least
        : Math.max(least, evaluation.bound(layout, passes) + prepared.least.afterwards());
  }

  @Override
  public double leastJoules(PlanLayout layout, PassCosts passes) {
    double seconds = leastSeconds(layout, passes, Double.POSITIVE_INFINITY);
    return layout.sharesVocabulary() ? 0 : power.joules(seconds, engineSeconds(layout, passes));
  }

  @Override
  public double leastBytes(PlanLayout layout, ReplicaCosts replicas) {
    return replicas.leastBytes();
  }

  @Override
  public double leastBytes(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    if (layout.sharesVocabulary()) {
      return replicas.leastBytes();
    }
    evaluation.begin(layout, passes);
    evaluation.findLeastPeaks(layout);
    return fullestBytes(layout, replicas);
  }

  @Override
  public double capacityBytes() {
    return capacityBytes;
  }
}
