package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.hardware.Device;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times below which no plan gets, from three sides, each with its proof.
 *
 * <ol>
 *   <li><b>Arithmetic.</b> Every weight is multiplied with every token that visits it once forward
 *       and twice backward, on some device at no more than its peak rate. The devices share that,
 *       so the busiest one takes no less than an even share.
 *   <li><b>Kernels.</b> A device runs its kernels one after the other, each for no less than it
 *       takes alone on a cool device, and waits between two of them for the longest exchange that
 *       starts after the one and holds up the other. All stages together run the kernels of all
 *       layers for every micro-batch; the busiest takes no less than their mean. What is computed
 *       again or waited for besides only adds. So does what adds up gradients of micro-batches,
 *       which counts with a pipeline only: without one replicas may scatter them at once.
 *   <li><b>Passes.</b> Stage {@code s} starts no earlier than the first micro-batch has passed
 *       forward through the first chunks of the stages before it. All its forward and backward
 *       passes come no later than its last backward pass in its first chunk, since that is where
 *       each micro-batch ends on the stage; and from there gradients pass back through the first
 *       chunks of the stages before it. So with {@code f} and {@code b} for passes of a stage's
 *       first chunk, {@code F} and {@code B} for those of all its chunks, an iteration takes no
 *       less than
 *       <pre>sum(f_i, i &lt; s) + m (F_s + B_s) + sum(b_i, i &lt; s)</pre>
 *       Where stages have one chunk or two, {@link PassHeads} says more: the same of any of a
 *       stage's passes, weight gradients too, with transfers. Exchanges with replicas and lower
 *       clocks only add.
 * </ol>
 *
 * <p>The third is sharpened by what the order of passes says ({@link
 * io.millrace.simulator.lowering.training.closedform.PipelineTimes#findLeast}), with no exchanges
 * between replicas and transfers that cost passes nothing: all of that only delays passes.
 *
 * <p>Devices clock lower under load. A search asks only for plans that are faster than some time; a
 * plan that is has at least the load of its kernels within that time, hence at most the clock that
 * goes with that load, at which the second and third bound hold as well.
 *
 * <p>To each comes what all wait for once the gradients are there: their norm, and the host.
 */
final class LeastTimes {
  private final Scenario scenario;
  private final ClockGrid clocks;
  private final double flops;
  private final double peak;
  private final double afterwards;
  private final Map<PassKey, KernelSums> kernels = new ConcurrentHashMap<>();

  LeastTimes(Scenario scenario, ClockGrid clocks) {
    CostModel costs = clocks.costs().getFirst();
    this.scenario = scenario;
    this.clocks = clocks;
    this.flops = flops();
    this.peak = peak(any(scenario, costs));
    int devices = scenario.cluster().devices();
    GroupPlacement all = GroupPlacement.of(scenario.cluster(), devices, 1);
    this.afterwards =
        scenario.framework().host().iteration().seconds()
            + costs.cost(new Collective(Collective.Kind.ALL_REDUCE, 8), all).seconds();
  }

  private static TrainingContext any(Scenario scenario, CostModel costs) {
    return new TrainingContext(
        scenario.cluster(),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        new TrainingPlan(
            new ParallelStrategy(1, 1, 1, 1, 1),
            Pipelining.PLAIN,
            LayerStrategy.of(1, false, Recompute.NONE),
            ReplicaStrategy.COPIES),
        costs);
  }

  /** From when gradients are there to the end. */
  double afterwards() {
    return afterwards;
  }

  /** Of all weights and tokens; experts may drop tokens beyond their capacity. */
  private double flops() {
    double hidden = scenario.model().hidden();
    double capacity = Math.min(1, scenario.framework().experts().capacity());
    double weights = hidden * scenario.model().vocabulary();
    for (Layer layer : scenario.model().layers()) {
      weights +=
          capacity * layer.feedForward().activeParameters(scenario.model().hidden()).weights()
              + layer.mixer().parameters(scenario.model().hidden()).weights();
    }
    return 3 * 2 * weights * scenario.workload().tokens();
  }

  /** By arithmetic, all of it at the higher rate of the two formats in use. */
  double of(ParallelStrategy strategy) {
    return peak == 0 ? 0 : flops / (peak * strategy.devices()) + afterwards;
  }

  /** Of the layers' products, and of those that stay wide. */
  private static double peak(TrainingContext context) {
    Device device = context.cluster().device();
    double narrow = device.peak(context.matrixFormat()).map(FlopRate::flopsPerSecond).orElse(0.0);
    double wide = device.peak(context.wideFormat()).map(FlopRate::flopsPerSecond).orElse(0.0);
    return Math.max(narrow, wide);
  }

  /**
   * By kernels.
   *
   * @param atMost seconds of the plans that are of interest
   */
  double of(TrainingContext context, double atMost) {
    LayerStrategy layers = context.plan().layers();
    Recompute recompute =
        layers.recomputeSpan().method() == RecomputeSpan.Method.BLOCK
            ? Recompute.NONE
            : layers.recompute();
    LayerStrategy plain = layers.with(recompute, RecomputeSpan.EACH_LAYER).withoutOffload();
    TrainingContext copies = context.with(context.plan().with(plain).with(ReplicaStrategy.COPIES));
    boolean mayScatter = context.strategy().pipeline() == 1;
    TrainingContext bare = mayScatter ? copies.withOneMicroBatch() : copies;
    PassKey key = PassKey.of(bare).alone();
    KernelSums known = kernels.get(key);
    if (known == null) {
      known = KernelSums.of(bare, clocks);
      kernels.put(key, known);
    }
    double share = (double) context.microBatches() / context.strategy().pipeline();
    double least = share * known.seconds(0) + afterwards;
    if (clocks.varies() && least <= atMost) {
      double clock = known.fastestClock(clocks.costs().getFirst(), share, atMost);
      least = share * known.seconds(clocks.position(clock)) + afterwards;
    }
    return least;
  }

  /**
   * By passes.
   *
   * @param evaluation has what they take
   * @param heads a workspace
   */
  double of(PlanLayout layout, PassCosts passes, StageEvaluation evaluation, PassHeads heads) {
    double least =
        PassHeads.fits(layout)
            ? heads.least(layout, passes, evaluation)
            : ofManyChunks(layout, passes.microBatches(), evaluation);
    return least + afterwards;
  }

  private static double ofManyChunks(
      PlanLayout layout, int microBatches, StageEvaluation evaluation) {
    double there = 0;
    double back = 0;
    double longest = 0;
    for (int stage = 0; stage < layout.stages(); stage++) {
      double both = 0;
      for (int place = stage * layout.chunks(); place < (stage + 1) * layout.chunks(); place++) {
        ChunkTimes times = evaluation.times(layout.shapeOf[place]);
        both += times.seconds(0) + times.seconds(1);
      }
      longest = Math.max(longest, there + microBatches * both + back);
      ChunkTimes first = evaluation.times(layout.shapeOf[stage * layout.chunks()]);
      there += first.seconds(0);
      back += first.seconds(1);
    }
    return longest;
  }
}
