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
      case FP8 -> context.framework().kernels().currentScaling() ? Scaling.TENSOR : Scaling.DELAYED;
      case FP8_CURRENT_SCALING, FP8_TENSORWISE -> Scaling.TENSOR;
      case FP8_ROWWISE ->
          context.framework().kernels().earlyRowScaling() ? Scaling.ROW_EARLY : Scaling.ROW;
      case FP8_BLOCKWISE -> Scaling.BLOCK;
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
    if (scaling == Scaling.NONE || elements == 0) {
      return false;
    }
    if (!comesConverted(scaling, produced)) {
      convert(context, steps, name, elements, true);
      return true;
    }
    if (scaling == Scaling.DELAYED) {
      transpose(steps, name, elements);
      return true;
    }
    return false;
  }

  /**
   * Whether what sequence-parallel ranks gather is converted before: it can be where its scales are
   * known for each part of it.
   */
  static boolean precedesGathering(TrainingContext context) {
    return context.framework().modelExchange().gathersConverted()
        && switch (scaling(context)) {
          case DELAYED, TENSOR, MICRO, NVFP4 -> true;
          case NONE, ROW, ROW_EARLY, TOKEN, BLOCK -> false;
        };
  }

  /** Converts a rank's part of an operand that is gathered next. */
  static void addPart(
      TrainingContext context, StepList steps, String name, double elements, boolean produced) {
    if (!comesConverted(scaling(context), produced)) {
      convert(context, steps, name, elements, !turnsAfterwards(scaling(context)));
    }
  }

  /** Turns an operand that came converted the other way round, where weight gradients need it. */
  static void addGathered(TrainingContext context, StepList steps, String name, double elements) {
    if (turnsAfterwards(scaling(context))) {
      transpose(steps, name, elements);
    }
  }

  private static boolean comesConverted(Scaling scaling, boolean produced) {
    return produced && (scaling == Scaling.DELAYED || scaling == Scaling.MICRO);
  }

  /**
   * Products of 8 bits read their operands along the sums only, on Hopper: the weight gradient
   * needs the operand the other way round (NVIDIA Transformer Engine, fp8_transpose). Scaled by
   * blocks, operands are converted both ways at once.
   */
  private static boolean turnsAfterwards(Scaling scaling) {
    return scaling == Scaling.DELAYED || scaling == Scaling.TENSOR;
  }

  private static void convert(
      TrainingContext context, StepList steps, String name, double elements, boolean bothWays) {
    double width = context.model().hidden();
    steps.kernel(
        name + " conversion",
        TimePart.ELEMENT_WISE,
        new Operation.Quantization(
            elements / width, width, context.matrixFormat(), scaling(context), bothWays));
  }

  private static void transpose(StepList steps, String name, double elements) {
    steps.memory(name + " transpose", 2 * elements, 1);
  }
}
