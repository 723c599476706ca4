package io.millrace.simulator;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import java.util.List;

/**
 * Costs that make schedules easy to work out: every matrix product takes a millisecond, every
 * transfer between stages a given time, everything else nothing. Products with a side of one, which
 * an output layer over a vocabulary of one word is made of, are free as well, so that stages of
 * equal layers are equal.
 *
 * @param transferSeconds of a transfer between two pipeline stages
 */
public record ConstantCosts(double transferSeconds) implements CostModel {

  /** Seconds of a matrix product. */
  public static final double PRODUCT = 1e-3;

  /** Products of a dense layer's forward pass: two around attention, two of the network. */
  public static final int FORWARD_PRODUCTS = 4;

  /** Products of its backward pass: gradients of inputs and of weights. */
  public static final int BACKWARD_PRODUCTS = 8;

  /** A sample whose layers alone cost something: a vocabulary of one word. */
  public static Sample prepared(Sample sample) {
    return transfersBeside(sample.with("model.vocab", 1));
  }

  /** The sample where transfers between stages run beside computation. */
  public static Sample transfersBeside(Sample sample) {
    return sample.withFramework(it -> fused(it) && it.modelExchange().pointToPointOverlaps());
  }

  /** The sample where a stage that sends does nothing else meanwhile. */
  public static Sample blockingTransfers(Sample sample) {
    return sample.withFramework(it -> fused(it) && !it.modelExchange().pointToPointOverlaps());
  }

  private static boolean fused(FrameworkProfile framework) {
    return framework.kernels().attention() != AttentionKernel.UNFUSED;
  }

  /** A simulator with these costs. */
  public static Simulator simulator(double transferSeconds) {
    return Simulator.with((cluster, assumptions) -> new ConstantCosts(transferSeconds));
  }

  @Override
  public KernelCost cost(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product -> {
        double shortest = Math.min(product.m(), Math.min(product.n(), product.k()));
        yield new KernelCost(0, shortest > 1 ? PRODUCT : 0, 0, 0);
      }
      case Operation.GroupedProduct product -> new KernelCost(0, PRODUCT, 0, 0);
      case Operation.Attention _,
          Operation.MemoryPass _,
          Operation.ScorePass _,
          Operation.Quantization _,
          Operation.CacheWrite _,
          Operation.ExpertLayer _ ->
          new KernelCost(0, 0, 0, 0);
    };
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return collective.kind() == Collective.Kind.POINT_TO_POINT
        ? new CollectiveCost(transferSeconds, 0, List.of(), 0, 0)
        : CollectiveCost.NONE;
  }

  @Override
  public List<String> sources() {
    return List.of("constants");
  }
}
