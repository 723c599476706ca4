package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.ArrayList;
import java.util.List;

/**
 * What data-parallel ranks exchange once an iteration and what it costs: gradients that are summed,
 * and weights that the optimizer left sharded. When they do is for others to say.
 */
final class ReplicaExchanges {
  private final TrainingContext context;

  ReplicaExchanges(TrainingContext context) {
    this.context = context;
  }

  /** Whether weights come back from the ranks that updated them once an iteration. */
  boolean gathersOnce() {
    return context.plan().sharding().shardsOptimizer() && !context.gathersEachLayer();
  }

  /** Whether they come back while the first forward passes run. */
  boolean gathersAtStart() {
    return gathersOnce() && weightsOverlap();
  }

  /** Whether they come back right after the update. */
  boolean gathersAfterUpdate() {
    return gathersOnce() && !weightsOverlap();
  }

  private boolean weightsOverlap() {
    boolean usual = context.framework().dataExchange().weightsOverlap();
    return context.plan().replicas().weightOverlap().orUsual(usual);
  }

  /**
   * Whether gradients are summed once an iteration: not where each layer's are scattered as soon as
   * they are there, unless several groups of ranks do so on their own.
   */
  boolean reducesOnce() {
    return !context.scattersEachPass() || hasReplicas();
  }

  /** Whether that happens while the last backward passes run. */
  boolean reducesBesidePasses() {
    return reducesOnce() && gradientsOverlap();
  }

  /** Whether it happens when all of them have run. */
  boolean reducesAfterPasses() {
    return reducesOnce() && !gradientsOverlap();
  }

  private boolean gradientsOverlap() {
    boolean usual = context.framework().dataExchange().gradientsOverlap();
    return context.plan().replicas().gradientOverlap().orUsual(usual);
  }

  private boolean hasReplicas() {
    return context.plan().shardingGroupSize() < context.plan().gradientGroup();
  }

  /** What the host's loop over the owners of updated weights takes, where there is one. */
  double ownersSeconds() {
    return gathersOnce()
        ? context.plan().shardingGroupSize()
            * context.framework().dataExchange().ownerBroadcast().seconds()
        : 0;
  }

  /**
   * A piece of a chunk's weights, gathered from the ranks that updated them.
   *
   * @param layers of the chunk
   */
  List<ReplicaExchange> weights(ParameterShare weights, int layers, int pieces) {
    List<ReplicaExchange> exchanges = new ArrayList<>();
    exchanges.add(
        exchange(
            "weights",
            Collective.Kind.ALL_GATHER,
            context.elementBytes() * weights.dense() / pieces,
            context.group(Axis.DATA),
            messages(layers, pieces)));
    if (weights.expert() > 0) {
      exchanges.add(
          exchange(
              "expert weights",
              Collective.Kind.ALL_GATHER,
              context.elementBytes() * weights.expert() / pieces,
              context.expertGradientGroup(),
              1));
    }
    return exchanges;
  }

  /**
   * A piece of a chunk's gradients.
   *
   * @param layers of the chunk
   */
  List<ReplicaExchange> gradients(ParameterShare weights, int layers, int pieces) {
    List<ReplicaExchange> exchanges = new ArrayList<>();
    int messages = messages(layers, pieces);
    if (!context.scattersEachPass()) {
      double bytes = context.gradientBytes() / (double) pieces;
      boolean sharded = context.plan().sharding().shardsOptimizer();
      Collective.Kind kind = sharded ? Collective.Kind.REDUCE_SCATTER : Collective.Kind.ALL_REDUCE;
      GroupPlacement ranks = sharded ? context.group(Axis.DATA) : context.gradientGroup();
      exchanges.add(exchange("gradients", kind, bytes * weights.dense(), ranks, messages));
      if (weights.expert() > 0) {
        GroupPlacement copies = context.expertGradientGroup();
        exchanges.add(exchange("expert gradients", kind, bytes * weights.expert(), copies, 1));
      }
    }
    if (context.plan().sharding().shardsOptimizer() && hasReplicas()) {
      exchanges.add(shares(weights, messages, pieces));
    }
    return exchanges;
  }

  /** Shares of gradients, summed over the groups that have equal ones. */
  private ReplicaExchange shares(ParameterShare weights, int messages, int pieces) {
    double share = weights.dense() / context.plan().shardingGroupSize();
    return exchange(
        "gradients of replicas",
        Collective.Kind.ALL_REDUCE,
        context.gradientBytes() * share / pieces,
        context.replicaGroup(),
        messages);
  }

  /**
   * First and last stage both hold tied embeddings and sum their gradients (Megatron-LM), unless
   * they are one or every stage has its rows of both.
   */
  boolean sumsTiedEmbeddings() {
    return context.model().tiedEmbeddings()
        && !context.sharesVocabulary()
        && !context.plan().schedule().vShaped()
        && context.strategy().pipeline() > 1;
  }

  /** That sum. */
  ReplicaExchange tiedEmbedding() {
    double bytes =
        (double) context.gradientBytes()
            * context.model().vocabulary()
            * context.model().hidden()
            / context.tensor();
    GroupPlacement ends = context.neighbours(0, context.strategy().pipeline() - 1);
    return exchange("tied embedding", Collective.Kind.ALL_REDUCE, bytes, ends, 1);
  }

  /** A few bytes to all ranks: what clipping by the global norm waits for. */
  double normSeconds() {
    GroupPlacement all = GroupPlacement.of(context.cluster(), context.cluster().devices(), 1);
    return context.costs().cost(new Collective(Collective.Kind.ALL_REDUCE, 8), all).seconds();
  }

  /** Collectives that a piece of a chunk's weights takes: one for each tensor if not coalesced. */
  private int messages(int layers, int pieces) {
    return context.framework().dataExchange().coalesced()
        ? 1
        : Math.max(1, TrainingContext.MATRICES * layers / pieces);
  }

  private ReplicaExchange exchange(
      String name, Collective.Kind kind, double bytes, GroupPlacement ranks, int messages) {
    Collective collective = new Collective(kind, bytes / messages);
    return new ReplicaExchange(
        name, collective, ranks, context.costs().cost(collective, ranks), messages);
  }
}
