package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.report.Span;
import java.util.List;

/**
 * The update of a rank's share of the weights by Adam in mixed precision: gradient, master weight
 * and two moments are read, the last three and the 16-bit weight are written, the gradient is read
 * once more for its norm and zeroed for the next iteration.
 */
final class OptimizerWork {
  private static final double STATE = 4;

  /**
   * Bytes for each weight where every operation of the update is a pass over tensors in 32 bits:
   * decay (2), first moment (3), second moment (2 and 3), root (2), quotient (2), sum (2), step (4)
   * (torch.optim.AdamW with {@code foreach}; timed at 2.8 times the fused one).
   */
  private static final double SEPARATE = 20 * STATE;

  private final TrainingContext context;

  OptimizerWork(TrainingContext context) {
    this.context = context;
  }

  /** What the update reads and writes. */
  Operation operation(ParameterShare weights) {
    double gradient = context.gradientBytes();
    boolean sharded = context.plan().sharding().shardsOptimizer();
    double dense = weights.dense() / (sharded ? context.plan().shardingGroupSize() : 1);
    double expert = weights.expert() / (sharded ? context.expertGradientGroup().size() : 1);
    boolean fused = context.framework().kernels().fusedOptimizer();
    double each = (fused ? 2 * 3 * STATE : SEPARATE) + context.elementBytes() + 3 * gradient;
    return new Operation.MemoryPass(each * (dense + expert), 8);
  }

  Segment update(ParameterShare weights) {
    KernelCost cost = context.costs().cost(operation(weights));
    double[] parts = new double[TimePart.values().length];
    parts[TimePart.OPTIMIZER.ordinal()] = cost.seconds();
    long end = Math.round(cost.seconds() * 1e12);
    return new Segment(
        "optimizer",
        cost.seconds(),
        parts,
        0,
        0,
        cost.seconds() == 0 ? 0 : cost.memorySeconds() / cost.seconds(),
        new double[0],
        List.of(new Span("optimizer", "compute", 0, end)));
  }
}
