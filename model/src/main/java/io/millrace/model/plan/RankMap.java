package io.millrace.model.plan;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rank of a plan is what. Ranks are numbered as Megatron-LM does: tensor fastest, then
 * context, then data and pipeline in the plan's {@link RankOrder}
 * (megatron/core/parallel_state.py). The ranks of a stage, in that order, are dealt out again to
 * experts: ranks that slice one fastest, then experts, then copies.
 *
 * @param plan whose ranks they are
 */
public record RankMap(TrainingPlan plan) {

  /** What ranks form groups of. */
  public enum Axis {
    /** Ranks that share each layer's matrices. */
    TENSOR("tensor"),
    /** Ranks that share each sequence. */
    CONTEXT("context"),
    /** Replicas, which see different sequences. */
    DATA("data"),
    /** Stages of consecutive layers. */
    PIPELINE("pipeline"),
    /** Ranks over which a layer's experts are spread. */
    EXPERT("expert");

    private final String key;

    Axis(String key) {
      this.key = key;
    }

    /** The name in files and for people. */
    public String key() {
      return key;
    }
  }

  /** How many ranks there are. */
  public int ranks() {
    return (int) plan.strategy().devices();
  }

  /** Ranks of a group along an axis. */
  public int degree(Axis axis) {
    ParallelStrategy it = plan.strategy();
    return switch (axis) {
      case TENSOR -> it.tensor();
      case CONTEXT -> it.context();
      case DATA -> it.data();
      case PIPELINE -> it.pipeline();
      case EXPERT -> it.expert();
    };
  }

  /** The place of a rank along an axis, from 0. */
  public int place(int rank, Axis axis) {
    ParallelStrategy it = plan.strategy();
    int block = rank / (it.tensor() * it.context());
    boolean pipelineFirst = plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA;
    return switch (axis) {
      case TENSOR -> rank % it.tensor();
      case CONTEXT -> rank / it.tensor() % it.context();
      case DATA -> pipelineFirst ? block / it.pipeline() : block % it.data();
      case PIPELINE -> pipelineFirst ? block % it.pipeline() : block / it.data();
      case EXPERT -> inStage(rank) / expertTensor() % it.expert();
    };
  }

  /** The ranks that differ from a rank along an axis only, with itself, in their order. */
  public List<Integer> group(int rank, Axis axis) {
    return IntStream.range(0, ranks()).filter(it -> together(it, rank, axis)).boxed().toList();
  }

  /**
   * The innermost class of links that joins some ranks, which are the devices of a cluster in their
   * order; empty for a single rank.
   */
  public static Optional<FabricLevel> joining(Cluster cluster, List<Integer> ranks) {
    return ranks.size() < 2
        ? Optional.empty()
        : cluster.levels().stream()
            .filter(
                level ->
                    ranks.stream().map(it -> it / level.span()).distinct().limit(2).count() == 1)
            .findFirst();
  }

  private boolean together(int one, int other, Axis axis) {
    if (axis == Axis.EXPERT) {
      int size = expertTensor() * plan.strategy().expert();
      return place(one, Axis.PIPELINE) == place(other, Axis.PIPELINE)
          && inStage(one) / size == inStage(other) / size
          && inStage(one) % expertTensor() == inStage(other) % expertTensor();
    }
    for (Axis it : List.of(Axis.TENSOR, Axis.CONTEXT, Axis.DATA, Axis.PIPELINE)) {
      if (it != axis && place(one, it) != place(other, it)) {
        return false;
      }
    }
    return true;
  }

  /** The number of a rank among those of its stage. */
  private int inStage(int rank) {
    ParallelStrategy it = plan.strategy();
    int replica = it.tensor() * it.context();
    return place(rank, Axis.DATA) * replica + rank % replica;
  }

  /** Tensor-parallel ranks that share one expert. */
  private int expertTensor() {
    return plan.gradientGroup() % plan.strategy().expert() == 0 ? plan.strategy().tensor() : 1;
  }
}
