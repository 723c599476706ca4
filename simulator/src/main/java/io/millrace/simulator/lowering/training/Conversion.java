package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Scaling;

/**
 * The conversion of a product's operand to fewer bits, in the layouts that the forward and the
 * backward products read.
 */
final class Conversion {

  private Conversion() {}

  /** How a precision's recipe scales operands. */
  static Scaling scaling(TrainingContext context) {
    return switch (context.workload().precision()) {
      case FP32, FP16, BF16 -> Scaling.NONE;
      case FP8 -> Scaling.DELAYED;
      case FP8_CURRENT_SCALING, FP8_TENSORWISE -> Scaling.TENSOR;
      case FP8_ROWWISE -> Scaling.ROW;
      case MXFP8 -> Scaling.MICRO;
      case NVFP4 -> Scaling.NVFP4;
    };
  }

  /**
   * Converts an operand. Where no maximum has to be found first, a norm or an activation writes its
   * result converted, instead of 16 bits (Transformer Engine's fused kernels).
   *
   * @param produced whether a norm or an activation makes the operand
   * @return whether kernels are needed
   */
  static boolean add(
      TrainingContext context, StepList steps, String name, double elements, boolean produced) {
    Scaling scaling = scaling(context);
    boolean written = produced && (scaling == Scaling.DELAYED || scaling == Scaling.MICRO);
    if (scaling == Scaling.NONE || written || elements == 0) {
      return false;
    }
    double width = context.model().hidden();
    steps.kernel(
        name + " conversion",
        TimePart.ELEMENT_WISE,
        new Operation.Quantization(elements / width, width, context.matrixFormat(), scaling, true));
    return true;
  }
}
