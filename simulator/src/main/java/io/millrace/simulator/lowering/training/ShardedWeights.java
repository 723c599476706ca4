package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.plan.Overlap;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * Weights that are gathered for each use and whose gradients are scattered after it (ZeRO's third
 * stage, arXiv 1910.02054, section 5.3; PyTorch FSDP, arXiv 2304.11277): dense weights over the
 * sharding group, experts over the ranks that hold the same ones.
 */
final class ShardedWeights {
  private final TrainingContext context;

  ShardedWeights(TrainingContext context) {
    this.context = context;
  }

  /** Weights arrive while what comes before them runs, unless the plan says that they do not. */
  void gather(StepList steps, ParameterShare weights) {
    if (!context.gathersEachLayer() || weights.all() == 0) {
      return;
    }
    steps.mark("weights");
    double each = context.gatheredBytes();
    Timing timing = unless(context.plan().replicas().weightOverlap(), Timing.AHEAD);
    exchange(steps, "weights", Axis.DATA, Kind.ALL_GATHER, each * weights.dense(), timing);
    exchange(
        steps,
        "expert weights",
        Axis.EXPERT_DATA,
        Kind.ALL_GATHER,
        each * weights.expert(),
        timing);
    if (context.framework().dataExchange().copiesBuckets()) {
      steps.memory("gathered weights copy", 2 * each * weights.all(), 1);
    }
  }

  /**
   * Gradients leave while what comes after them runs, each micro-batch's on their own: PyTorch FSDP
   * unless told not to, and DeepSpeed where gradients are partitioned ({@code stage_1_and_2.py}
   * reduces in every backward pass and waits for it at the end).
   */
  void scatter(StepList steps, ParameterShare weights) {
    if (!context.scattersEachPass() || weights.all() == 0) {
      return;
    }
    double each = context.gradientBytes();
    if (each > context.elementBytes() || context.framework().dataExchange().copiesBuckets()) {
      steps.memory("gradients copy", (context.elementBytes() + each) * weights.all(), 1);
    }
    Timing timing = unless(context.plan().replicas().gradientOverlap(), Timing.BEHIND);
    exchange(steps, "gradients", Axis.DATA, Kind.REDUCE_SCATTER, each * weights.dense(), timing);
    exchange(
        steps,
        "expert gradients",
        Axis.EXPERT_DATA,
        Kind.REDUCE_SCATTER,
        each * weights.expert(),
        timing);
  }

  /** The timing beside kernels, or that of an exchange which all kernels after it wait for. */
  private static Timing unless(Overlap overlap, Timing beside) {
    return overlap == Overlap.OFF ? Timing.WITH_NEXT : beside;
  }

  /** Bytes of a layer's gradients from when they are computed until they are scattered. */
  double scatteredBytes(Layer layer) {
    if (!context.scattersEachPass()) {
      return 0;
    }
    int reduced = context.gradientBytes();
    boolean copied =
        context.framework().dataExchange().copiesBuckets() || reduced > context.elementBytes();
    return (context.elementBytes() + (copied ? reduced : 0))
        * ParameterShare.of(context, layer).all();
  }

  /**
   * One collective for all tensors, or one for each matrix where they are not coalesced. At part of
   * the network's rate it takes as long as more bytes at the whole of it.
   */
  private void exchange(
      StepList steps, String name, Axis axis, Kind kind, double bytes, Timing timing) {
    double slower = bytes / context.framework().dataExchange().gatherShare();
    int messages = context.framework().dataExchange().coalesced() ? 1 : TrainingContext.MATRICES;
    double hidden = timing == Timing.WITH_NEXT ? 0 : 1;
    for (int i = 0; i < messages; i++) {
      steps.exchange(name, axis, kind, slower / messages, timing, hidden);
    }
  }
}
