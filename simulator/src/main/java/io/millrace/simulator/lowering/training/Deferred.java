package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.Operation;
import java.util.List;

/**
 * A backward pass in two halves (2401.10241, section 2): what the stage before waits for, and the
 * kernels that give gradients of weights, which nobody waits for but the optimizer.
 */
final class Deferred {

  private Deferred() {}

  /** Everything but the weight gradients. */
  static List<Step> inputGradients(List<Step> backward) {
    return backward.stream().filter(step -> !isDeferred(step)).toList();
  }

  /** The weight gradients. */
  static List<Step> weightGradients(List<Step> backward) {
    return backward.stream().filter(Deferred::isDeferred).toList();
  }

  /**
   * What has to be kept for the weight gradients: both operands of their products. For a
   * transformer layer these are the {@code 32 s b h} bytes of 2401.10241, table 1.
   */
  static double bytes(List<Step> backward) {
    double bytes = 0;
    for (Step step : backward) {
      if (step instanceof Step.Kernel kernel
          && kernel.weightGradient()
          && kernel.operation() instanceof Operation.MatrixProduct product) {
        bytes +=
            (product.m() + product.n()) * product.k() * product.products() * TrainingContext.HALF;
      }
    }
    return bytes;
  }

  private static boolean isDeferred(Step step) {
    return step instanceof Step.Kernel kernel && kernel.weightGradient();
  }
}
