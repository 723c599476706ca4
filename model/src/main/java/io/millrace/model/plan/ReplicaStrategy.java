package io.millrace.model.plan;

import java.util.OptionalInt;

/**
 * How data-parallel ranks, which see different sequences, share what they all need.
 *
 * @param sharding what they share out
 * @param shardingGroup ranks that share it out; empty: all of a data-parallel group
 * @param gradientOverlap whether gradients are summed while the last backward passes run, or
 *     scattered beside each of them where each has its gradients scattered
 * @param weightOverlap whether weights that the optimizer left sharded arrive while the first
 *     forward passes run, or beside each pass where each gathers them
 */
public record ReplicaStrategy(
    Sharding sharding, OptionalInt shardingGroup, Overlap gradientOverlap, Overlap weightOverlap) {

  /** Every rank has everything; exchanges overlap as the framework's usually do. */
  public static final ReplicaStrategy COPIES = of(Sharding.NONE);

  /** Checks the size of the group. */
  public ReplicaStrategy {
    if (shardingGroup.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "shardingGroup must be positive: " + shardingGroup.getAsInt());
    }
  }

  /** Shared out over all ranks of the group, overlapping as the framework's usually do. */
  public static ReplicaStrategy of(Sharding sharding) {
    return new ReplicaStrategy(sharding, OptionalInt.empty(), Overlap.USUAL, Overlap.USUAL);
  }
}
