package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.ForwardFlops;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.report.TimePart;
import io.millrace.model.workload.Training;
import io.millrace.simulator.cost.Operation;

/**
 * The arithmetic of an iteration by convention, for utilisations: {@link ForwardFlops} for each
 * token forward, and twice as many backward.
 */
final class ModelFlops {
  private final ModelArchitecture model;
  private final Training workload;

  ModelFlops(ModelArchitecture model, Training workload) {
    this.model = model;
    this.workload = workload;
  }

  /** Without recomputation. */
  double model() {
    return 3 * forward();
  }

  /**
   * With what a plan computes again, by the same convention: attention over the full square where a
   * kernel computes the visible part of it.
   */
  double hardware(TrainingContext context) {
    double again = 0;
    for (Chunk chunk : Chunk.all(model, workload, context.plan())) {
      for (Step step : new ChunkWork(context, chunk).backward()) {
        if (step instanceof Step.Kernel kernel && kernel.part() == TimePart.RECOMPUTATION) {
          again += flops(kernel.operation());
        }
      }
    }
    double ranks = (double) context.cluster().devices() / context.strategy().pipeline();
    return model() + again * ranks * context.microBatches();
  }

  private static double flops(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product -> product.flops();
      case Operation.Attention attention -> attention.flops() / attention.visible();
      case Operation.GroupedProduct product -> product.flops();
      default -> 0;
    };
  }

  private double forward() {
    ForwardFlops flops = new ForwardFlops(model, workload.sequence());
    double perToken = 0;
    for (Layer layer : model.layers()) {
      perToken += flops.of(layer);
    }
    return perToken * workload.tokens() + flops.output() * workload.tokens();
  }
}
