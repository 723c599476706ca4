package io.millrace.planner.launcher;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;

/**
 * How a plan's data parallelism falls to PyTorch's fully sharded one (FSDP2), which torchtitan and
 * Accelerate start alike: ranks that share a sequence always share the weights out as well, and
 * replicas that keep whole copies run under DDP, which goes with no other parallelism.
 */
public final class FullSharding {

  private FullSharding() {}

  /**
   * Ranks among which weights are shared out, besides those that share a sequence. A group that
   * does not hold all ranks of each sequence becomes that of all ranks.
   */
  public static int shards(TrainingPlan plan) {
    ParallelStrategy degrees = plan.strategy();
    return sharesWholeSequences(plan)
        ? Math.max(1, group(plan) / degrees.context())
        : degrees.data();
  }

  /** Whether the group that shares weights out holds all ranks of each sequence. */
  public static boolean sharesWholeSequences(TrainingPlan plan) {
    ParallelStrategy degrees = plan.strategy();
    return group(plan) % degrees.context() == 0
        && degrees.data() % (group(plan) / degrees.context()) == 0;
  }

  /** The group that shares weights out; where nothing is, those that share a sequence do it. */
  private static int group(TrainingPlan plan) {
    return plan.sharding() == Sharding.NONE ? plan.strategy().context() : plan.shardingGroupSize();
  }

  /**
   * Whether ranks keep whole copies of what they could share out, beside ranks that split the
   * model. torchtitan says that DDP does not support it ({@code
   * torchtitan/models/llama3/parallelize.py}), Accelerate that it cannot be used ({@code
   * src/accelerate/parallelism_config.py}).
   */
  public static boolean copiesBesideSplits(TrainingPlan plan) {
    boolean copies = plan.sharding() == Sharding.NONE || plan.shardingGroupSize() == 1;
    return copies && plan.gradientGroup() > 1 && splits(plan);
  }

  /**
   * Whether there are replicas of what is shared out among the ranks of a sequence alone, beside
   * ranks that split the model: Accelerate refuses a {@code dp_shard_size} of one there.
   */
  public static boolean replicatesSequences(TrainingPlan plan) {
    return plan.strategy().data() > 1 && shards(plan) == 1 && splits(plan);
  }

  private static boolean splits(TrainingPlan plan) {
    return plan.strategy().devices() > plan.strategy().data();
  }

  /**
   * Whether experts are spread over ranks that share weights out, those that share a sequence, and
   * tensor-parallel ones ({@code torchtitan/distributed/parallel_dims.py}).
   */
  public static boolean spreadsExperts(TrainingPlan plan) {
    ParallelStrategy degrees = plan.strategy();
    return shards(plan) * degrees.context() * degrees.tensor() % degrees.expert() == 0;
  }
}
