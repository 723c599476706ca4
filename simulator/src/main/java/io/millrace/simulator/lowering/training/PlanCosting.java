package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Costs plans of a scenario as {@link TrainingEstimator} does, from parts that are prepared once.
 * It differs in two things: passes of many layers are put together from passes of a few ({@link
 * ChunkCosts}), and passes at the clock that the load leaves are found between those at a few
 * clocks ({@link ClockGrid}).
 *
 * <p>An instance serves one thread.
 */
final class PlanCosting implements PlanCosts {
  private static final double[] NO_UPDATES = {};

  private final Scenario scenario;
  private final CostModel costs;
  private final Prepared prepared;
  private final TrainingEstimator estimator;
  private final DevicePower power;
  private final StageEvaluation evaluation;
  private final LoadedClock clocks;
  private final PlanBounds bounds;
  private final double capacityBytes;
  private final LeastMemory leastMemory;

  /**
   * Ways through the layers that were asked for last, with whole and with split backward passes.
   */
  private final @Nullable Way[] ways = new Way[2];

  /** A way through the layers with what its chunks cost. */
  private record Way(
      ParallelStrategy strategy,
      LayerStrategy layers,
      Optional<ReplicaStrategy> replicas,
      TrainingContext context,
      ChunkCosts chunks,
      ChunkCosts atLeast) {

    /** Whether it is the same, by identity: searches ask for one again and again. */
    boolean is(ParallelStrategy degrees, LayerStrategy way, ReplicaStrategy sharing) {
      return strategy == degrees
          && layers == way
          && (replicas.isEmpty() || replicas.get() == sharing);
    }
  }

  /**
   * Prepares it.
   *
   * @param costs of the scenario's cluster
   */
  PlanCosting(Scenario scenario, CostModel costs) {
    this(scenario, costs, CostLibrary.Shelf.of(scenario));
  }

  /**
   * Prepares it from what other scenarios have prepared.
   *
   * @param costs of the scenario's cluster
   */
  PlanCosting(Scenario scenario, CostModel costs, CostLibrary.Shelf shelf) {
    this(scenario, costs, new Prepared(scenario, costs, shelf));
  }

  private PlanCosting(Scenario scenario, CostModel costs, Prepared prepared) {
    this.scenario = scenario;
    this.costs = costs;
    this.prepared = prepared;
    this.estimator = new TrainingEstimator(scenario, costs);
    this.power = DevicePower.of(scenario.cluster());
    this.evaluation =
        new StageEvaluation(scenario.cluster(), scenario.framework(), prepared.orders());
    this.clocks = new LoadedClock(costs, evaluation);
    this.bounds = new PlanBounds(prepared, evaluation, clocks);
    this.capacityBytes = scenario.cluster().device().mainMemory().capacity().count();
    this.leastMemory = new LeastMemory(prepared, evaluation, scenario.cluster());
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
        prepared.clocks().costs().getFirst());
  }

  @Override
  public PlanLayout layout(ParallelStrategy strategy, Pipelining pipelining) {
    LayerStrategy any = LayerStrategy.of(1, false, Recompute.NONE);
    return PlanLayout.of(
        context(strategy, pipelining, any, ReplicaStrategy.COPIES), prepared.shapes());
  }

  @Override
  public PassCosts passes(PlanLayout layout, LayerStrategy layers, ReplicaStrategy replicas) {
    Way way = way(layout, layers, replicas);
    ChunkPasses[] passes = new ChunkPasses[layout.shapes().size()];
    ChunkPasses[] atLeast = passes;
    if (!layout.sharesVocabulary()) {
      fill(passes, layout, way.chunks());
      if (way.atLeast() != way.chunks()) {
        atLeast = new ChunkPasses[passes.length];
        fill(atLeast, layout, way.atLeast());
      }
    }
    return new PassCosts(
        layers,
        way.context().microBatches(),
        way.context().exchangesBesidePasses(),
        passes,
        atLeast,
        layout.hops(way.context()));
  }

  private Way way(PlanLayout layout, LayerStrategy layers, ReplicaStrategy replicas) {
    boolean stages = layout.stages() > 1;
    int split = stages && layout.pipelining().schedule().splitsBackward() ? 1 : 0;
    Way known = ways[split];
    if (known == null || !known.is(layout.strategy(), layers, replicas)) {
      TrainingContext context = context(layout.strategy(), layout.pipelining(), layers, replicas);
      ChunkCosts chunks = prepared.chunks(context);
      known =
          new Way(
              layout.strategy(),
              layers,
              stages ? Optional.empty() : Optional.of(replicas),
              context,
              chunks,
              chunks.alone().orElse(chunks));
      ways[split] = known;
    }
    return known;
  }

  private static void fill(ChunkPasses[] passes, PlanLayout layout, ChunkCosts chunks) {
    for (int shape = 0; shape < passes.length; shape++) {
      passes[shape] = chunks.of(layout.shapes().get(shape));
    }
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
    figures.hostHolds = leastMemory.hostHolds(layout, passes);
    if (layout.sharesVocabulary()) {
      simulate(layout, passes, replicas, figures);
      return;
    }
    evaluation.begin(layout, passes);
    evaluation.take(passes.chunks, 0);
    ReplicaTimes times = replicas.times();
    evaluation.again(layout, passes, times);
    if (prepared.clocks().varies()) {
      double clock = clocks.under(layout, passes, times);
      if (clock < 1) {
        evaluation.take(passes.chunks, prepared.clocks().position(clock));
        evaluation.again(layout, passes, times);
      }
    }
    evaluation.findPeaks(layout);
    figures.seconds = evaluation.seconds();
    figures.fullestBytes = fullestBytes(layout, replicas);
    double share = clocks.draw(layout, passes, figures.seconds, times.updateSeconds);
    figures.joules = power.meanWatts(share) * figures.seconds;
  }

  private double fullestBytes(PlanLayout layout, ReplicaCosts replicas) {
    double most = 0;
    for (int stage = 0; stage < layout.stages(); stage++) {
      double activations = replicas.activationBytes * evaluation.ends().peak(stage);
      most = Math.max(most, replicas.fixedBytes[layout.classOf[stage]] + activations);
    }
    return most;
  }

  /** Stages that share a vocabulary meet in ways that no formula here describes. */
  private void simulate(
      PlanLayout layout, PassCosts passes, ReplicaCosts replicas, PlanFigures figures) {
    TrainingPlan plan =
        new TrainingPlan(
            layout.strategy(), layout.pipelining(), passes.layers(), replicas.replicas());
    Estimate estimate = estimator.estimate(plan);
    figures.seconds = estimate.seconds();
    figures.joules = power.meanWatts(estimate.draw()) * estimate.seconds();
    figures.fullestBytes =
        estimate.memory().stream()
            .map(MemoryUse::total)
            .mapToDouble(it -> it.count())
            .max()
            .orElse(0);
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy) {
    return prepared.least().of(strategy);
  }

  @Override
  public double leastSeconds(ParallelStrategy strategy, LayerStrategy layers, double atMost) {
    TrainingContext context = context(strategy, Pipelining.PLAIN, layers, ReplicaStrategy.COPIES);
    return prepared.least().of(context, atMost);
  }

  @Override
  public double leastSeconds(PlanLayout layout, PassCosts passes, double atMost) {
    if (layout.sharesVocabulary()) {
      return 0;
    }
    return bounds.leastSeconds(layout, passes, atMost);
  }

  @Override
  public double leastSeconds(PlanLayout layout, ReplicaCosts replicas, double leastSeconds) {
    if (layout.sharesVocabulary()) {
      return leastSeconds;
    }
    double passes = leastSeconds - prepared.least().afterwards();
    return passes + replicas.times().leastBesidePasses(layout.classOf[0]);
  }

  @Override
  public double leastJoules(PlanLayout layout, PassCosts passes, double leastSeconds) {
    if (layout.sharesVocabulary() || leastSeconds == 0) {
      return 0;
    }
    bounds.takeAlone(0, passes);
    double share = clocks.draw(layout, passes, leastSeconds, NO_UPDATES);
    return power.meanWatts(share) * leastSeconds;
  }

  @Override
  public double leastBytes(PlanLayout layout, ReplicaCosts replicas) {
    return replicas.leastBytes();
  }

  @Override
  public double leastBytes(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    return leastMemory.bytes(layout, passes, replicas);
  }

  @Override
  public boolean mayFit(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    return leastMemory.mayFit(layout, passes, replicas);
  }

  @Override
  public double capacityBytes() {
    return capacityBytes;
  }
}
