package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.posttraining.MicroBatching;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Adapters;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.NormalQuantile;
import io.millrace.model.workload.PostTraining;
import io.millrace.model.workload.Training;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.lowering.training.ForwardEstimator;
import io.millrace.simulator.lowering.training.TrainingEstimator;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What training and inference take: iterations of a trainer, whole or forward alone. */
final class TrainerCalls {
  /**
   * Bytes of an adapter's weight, its gradient, the copy in 32 bits and two moments (1910.02054,
   * section 3.1).
   */
  private static final int ADAPTER_STATES = 16;

  /** What an update takes whatever its responses are. */
  private static final Set<TimePart> OF_ANY_BATCH =
      EnumSet.of(TimePart.OPTIMIZER, TimePart.DATA_COMMUNICATION, TimePart.HOST);

  private final MeshContext context;
  private final TrainerWeights weights;

  TrainerCalls(MeshContext context) {
    this.context = context;
    this.weights = new TrainerWeights(context);
  }

  CallCost training() {
    PostTraining workload = context.workload();
    TrainingPlan plan = plan(workload.trainBatch(), true);
    Scenario scenario = scenario(batch(workload.trainBatch(), plan));
    Estimate estimate = new TrainingEstimator(scenario, context.costs()).estimate(plan);
    MemoryUse fullest =
        estimate.memory().stream()
            .max(Comparator.comparingDouble(it -> it.total().count()))
            .orElseThrow();
    double active = fullest.parts().getOrDefault("activations", Bytes.ZERO).count();
    if (workload.adapters().isPresent()) {
      return adapted(workload.adapters().get(), plan, scenario, active);
    }
    double total = fullest.total().count();
    double same = 0;
    for (TimePart part : OF_ANY_BATCH) {
      same += estimate.breakdown().getOrDefault(part, 0.0);
    }
    double update = same + (estimate.seconds() - same) * imbalance();
    return new CallCost(workload.updates() * update + exchanges(), total - active, active, room());
  }

  CallCost inference() {
    int rollouts = context.workload().rollouts();
    TrainingPlan plan = plan(rollouts, false);
    Scenario scenario = scenario(batch(rollouts, plan));
    double seconds =
        new ForwardEstimator(scenario, context.costs()).seconds(plan) * straggling(rollouts);
    double held = weights.keptBytes() + context.libraryBytes();
    return new CallCost(seconds + exchangeSeconds(), held, weights.gatheredBytes(), room());
  }

  /**
   * Training of adapters alone: gradients go back through the frozen matrices, which costs as much
   * as going forward, but none of them gets a gradient of its own (arXiv 2106.09685, section 4.2).
   * Layers that are computed again go forward once more.
   */
  private CallCost adapted(Adapters adapters, TrainingPlan plan, Scenario scenario, double active) {
    PostTraining workload = context.workload();
    double trained = adapters.parameters(context.model());
    double passes = workload.recompute() == Recompute.FULL ? 3 : 2;
    double forward = new ForwardEstimator(scenario, context.costs()).seconds(plan);
    double more = 1 + trained / context.model().activeParameters();
    int sharing = context.strategy().tensor() * context.strategy().pipeline();
    double states =
        weights.keptBytes() + ADAPTER_STATES * trained / sharing + context.libraryBytes();
    return new CallCost(
        workload.updates() * passes * forward * more * imbalance() + exchanges(),
        states,
        active + weights.gatheredBytes(),
        room());
  }

  /** Where responses stream they are put together to batches first, which is one more exchange. */
  private double exchanges() {
    boolean streams = context.workload().asynchrony() instanceof Asynchrony.Streaming;
    return (streams ? 2 : 1) * exchangeSeconds();
  }

  /** What it takes the controller to send the batch to the workers and to gather what they say. */
  private double exchangeSeconds() {
    PostTraining workload = context.workload();
    double tokens = (double) workload.rollouts() * workload.maxSequence();
    return tokens * context.framework().padded().seconds();
  }

  /**
   * How much longer an update takes because ranks have equal shares of the iteration's tokens, not
   * of those of one update: the largest of as many normal variables as there are ranks, each the
   * mean of a rank's responses. Its expectation is that of Blom (Statistical Estimates and
   * Transformed Beta-Variables, 1958).
   */
  private double imbalance() {
    PostTraining workload = context.workload();
    int ranks = context.strategy().data();
    if (context.framework().microBatching() != MicroBatching.BALANCED
        || ranks == 1
        || workload.updates() == 1) {
      return 1;
    }
    double responses = Math.max(1, (double) workload.trainBatch() / ranks);
    double deviation = workload.outputs().deviation() / Math.sqrt(responses);
    double largest = NormalQuantile.of((ranks - 0.375) / (ranks + 0.25));
    return 1 + largest * deviation / workload.meanSequence();
  }

  /**
   * Whether weights leave room, with as many bytes of gradients where each rank keeps its own.
   *
   * @param trains whether it does; a fully sharded trainer keeps not even all weights
   */
  boolean mayFit(boolean trains) {
    Sharding sharding = context.workload().sharding();
    if (weights.gathersLayers() || (trains && sharding == Sharding.ZERO3)) {
      return true;
    }
    boolean keepsGradients =
        trains && sharding != Sharding.ZERO2 && context.workload().adapters().isEmpty();
    return (keepsGradients ? 2 : 1) * weights.bytes() <= room();
  }

  private double room() {
    return context.cluster().device().mainMemory().capacity().count();
  }

  /**
   * How much longer a batch takes because responses cannot be cut: replicas get equal shares of its
   * tokens, as frameworks balance them, but none gets less than one response, and one of them gets
   * the longest. With few responses for each replica that is longer than the share.
   */
  private double straggling(int batch) {
    PostTraining workload = context.workload();
    double longest = workload.promptTokens() + workload.outputs().quantile(1 - 0.5 / batch);
    double share = batch * workload.meanSequence() / context.strategy().data();
    return Math.max(1, longest / share);
  }

  private Scenario scenario(int batch) {
    PostTraining workload = context.workload();
    FrameworkProfile trainer = context.trainer();
    Training training =
        new Training(
            trainer.id(),
            Optional.empty(),
            batch,
            (int) Math.round(workload.meanSequence()),
            workload.precision(),
            false,
            Optional.of("post-training"));
    return new Scenario(
        "a call",
        context.cluster(),
        context.model(),
        training,
        trainer,
        Optional.empty(),
        Objective.TIME,
        Optional.empty(),
        0,
        Optional.empty(),
        List.of());
  }

  /** The batch that whole micro-batches on every replica make of a wanted one. */
  private int batch(int wanted, TrainingPlan plan) {
    int unit = context.strategy().data() * plan.microBatch();
    return Math.ceilDiv(wanted, unit) * unit;
  }

  private TrainingPlan plan(int batch, boolean backward) {
    int share = Math.max(1, batch / context.strategy().data());
    int virtualStages = context.placement().virtualStages();
    boolean interleaves = virtualStages > 1 && context.strategy().pipeline() > 1;
    Pipelining pipelining =
        Pipelining.of(
            interleaves ? ScheduleKind.INTERLEAVED : ScheduleKind.ONE_FORWARD_ONE_BACKWARD,
            interleaves ? virtualStages : 1);
    return new TrainingPlan(
        context.strategy(),
        pipelining,
        LayerStrategy.of(
            microBatch(share, backward),
            context.placement().sequenceParallel() && context.strategy().tensor() > 1,
            context.workload().recompute()),
        new ReplicaStrategy(
            context.workload().sharding(),
            context.workload().shardingGroup(),
            Overlap.USUAL,
            Overlap.USUAL));
  }

  /** Sequences of a micro-batch: the largest divisor of a rank's share that is not too large. */
  private int microBatch(int share, boolean backward) {
    int pipeline = context.strategy().pipeline();
    int most;
    if (context.placement().microBatches().isPresent()) {
      most = Math.ceilDiv(share, context.placement().microBatches().getAsInt());
    } else if (context.framework().microBatching() == MicroBatching.PIPELINE) {
      int count = pipeline == 1 ? 1 : (backward ? 2 : 1) * pipeline;
      most = Math.max(1, share / count);
    } else {
      PostTraining workload = context.workload();
      double tokens = workload.maxSequence();
      if (context.framework().microBatching() == MicroBatching.BALANCED) {
        tokens *= 2 * context.strategy().context();
      }
      most = (int) Math.max(1, tokens / workload.meanSequence());
    }
    int divisor = Math.min(most, share);
    while (share % divisor != 0) {
      divisor--;
    }
    return divisor;
  }
}
