package io.millrace.planner.export;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.launcher.FullSharding;
import io.millrace.planner.launcher.Launcher;
import java.util.Optional;

/**
 * What launchers of PyTorch's fully sharded data parallelism (FSDP2) say and leave out alike, each
 * in files of its own.
 */
public final class FullyShardedGaps {
  private final Launcher launcher;
  private final LaunchJob job;
  private final TrainingPlan plan;
  private final Gaps gaps;

  /** Adds to the account of a launcher's files. */
  public FullyShardedGaps(Launcher launcher, LaunchJob job, Gaps gaps) {
    this.launcher = launcher;
    this.job = job;
    this.plan = job.plan();
    this.gaps = gaps;
  }

  /**
   * Ranks among which weights are shared out, besides those that share a sequence. The files say
   * them and how many replicas of them there are.
   */
  public int shards() {
    if (FullSharding.copiesBesideSplits(plan)) {
      gaps.impossible(
          PlanChoice.SHARDING,
          "beside other parallelism %s has sharded replicas only".formatted(launcher.title()));
    }
    gaps.saidUnless(
        plan.sharding() == Sharding.ZERO1,
        PlanChoice.SHARDING,
        "FSDP that keeps its weights is zero2: less memory");
    gaps.saidUnless(
        !FullSharding.sharesWholeSequences(plan),
        PlanChoice.SHARDING_GROUP,
        "FSDP shards over whole groups that share a sequence: all here");
    return FullSharding.shards(plan);
  }

  /**
   * PyTorch's word for how ranks that share a sequence exchange keys and values; empty where the
   * files do not say it.
   */
  public Optional<String> contextExchange() {
    if (plan.strategy().context() == 1) {
      return Optional.empty();
    }
    if (plan.contextExchange() == ContextExchange.ULYSSES) {
      gaps.unsaid(PlanChoice.CONTEXT_EXCHANGE, "keys and values are gathered");
      return Optional.empty();
    }
    gaps.said(PlanChoice.CONTEXT_EXCHANGE);
    return Optional.of(plan.contextExchange() == ContextExchange.RING ? "alltoall" : "allgather");
  }

  /** Accounts for what FSDP does to every layer alike: recomputation and offload. */
  public void layers() {
    gaps.saidUnless(
        !plan.recomputeSpan().equals(RecomputeSpan.EACH_LAYER),
        PlanChoice.RECOMPUTE_SPAN,
        "every layer is recomputed on its own");
    String moved = "FSDP can move weights and optimizer, not activations";
    gaps.saidUnless(plan.activationOffload(), PlanChoice.ACTIVATION_OFFLOAD, moved);
    gaps.unsaid(PlanChoice.OFFLOAD_LAYERS, moved);
  }

  /** Accounts for exchanges of weights and gradients, which FSDP always overlaps. */
  public void overlaps() {
    gaps.saidUnless(
        !job.overlapsGradients(),
        PlanChoice.GRADIENT_OVERLAP,
        "FSDP scatters gradients while it computes");
    gaps.saidUnless(
        !job.overlapsWeights(),
        PlanChoice.WEIGHT_OVERLAP,
        "FSDP gathers weights while it computes");
  }
}
