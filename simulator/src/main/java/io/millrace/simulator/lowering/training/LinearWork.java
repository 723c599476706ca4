package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.report.TimePart;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * A linear layer that tensor-parallel ranks share: its forward product, both backward products and
 * the collectives around them (2104.04473, section 2.3; with sequence parallelism 2205.05198,
 * section 4.2.2).
 */
final class LinearWork {
  private final TrainingContext context;

  LinearWork(TrainingContext context) {
    this.context = context;
  }

  /** What each rank has before a column-parallel layer becomes what all have. */
  private double residualBytes(double width) {
    return context.tokens() * width * TrainingContext.HALF;
  }

  /** Split by columns: {@code input} wide tokens, {@code output / tensor} columns on each rank. */
  void columnForward(StepList steps, String name, double input, double output) {
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          residualBytes(input),
          Timing.WITH_NEXT,
          context.tensorOverlap());
    }
    quantize(steps, name, context.tokens() * input);
    steps.product(name, context.tokens(), output / context.tensor(), input, context.matrixFormat());
  }

  /** Split by rows: {@code input / tensor} wide tokens on each rank, {@code output} columns. */
  void rowForward(StepList steps, String name, double input, double output) {
    quantize(steps, name, context.tokens() * input / context.tensor());
    steps.product(name, context.tokens(), output, input / context.tensor(), context.matrixFormat());
    reduce(steps, name, output);
  }

  /** Sums the partial results of a row-parallel layer. */
  private void reduce(StepList steps, String name, double width) {
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " reduce-scatter",
          Axis.TENSOR,
          Kind.REDUCE_SCATTER,
          residualBytes(width),
          Timing.WITH_PREVIOUS,
          context.tensorOverlap());
    } else {
      steps.exchange(
          name + " all-reduce",
          Axis.TENSOR,
          Kind.ALL_REDUCE,
          residualBytes(width),
          Timing.WITH_NEXT,
          0);
    }
  }

  /**
   * Backward of {@link #columnForward}: the gradient of the input is summed over the ranks, beside
   * the product that gives the gradient of the weights.
   */
  void columnBackward(StepList steps, String name, double input, double output) {
    double columns = output / context.tensor();
    quantize(steps, name + " gradient", context.tokens() * columns);
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " input all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          residualBytes(input),
          Timing.WITH_NEXT,
          1);
    }
    steps.product(
        name + " input gradient", context.tokens(), input, columns, context.matrixFormat());
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " reduce-scatter",
          Axis.TENSOR,
          Kind.REDUCE_SCATTER,
          residualBytes(input),
          Timing.WITH_NEXT,
          1);
    } else {
      steps.exchange(
          name + " all-reduce",
          Axis.TENSOR,
          Kind.ALL_REDUCE,
          residualBytes(input),
          Timing.WITH_NEXT,
          1);
    }
    weightGradient(steps, name, columns, input);
  }

  /** Backward of {@link #rowForward}: the gradient arrives whole, or is gathered. */
  void rowBackward(StepList steps, String name, double input, double output) {
    double rows = input / context.tensor();
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " gradient all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          residualBytes(output),
          Timing.WITH_NEXT,
          context.tensorOverlap());
    }
    quantize(steps, name + " gradient", context.tokens() * output);
    steps.product(name + " input gradient", context.tokens(), rows, output, context.matrixFormat());
    weightGradient(steps, name, output, rows);
  }

  /** A layer that no rank shares: forward. */
  void localForward(StepList steps, String name, double input, double output) {
    quantize(steps, name, context.tokens() * input);
    steps.product(name, context.tokens(), output, input, context.matrixFormat());
  }

  /** A layer that no rank shares: backward. */
  void localBackward(StepList steps, String name, double input, double output) {
    quantize(steps, name + " gradient", context.tokens() * output);
    steps.product(
        name + " input gradient", context.tokens(), input, output, context.matrixFormat());
    weightGradient(steps, name, output, input);
  }

  private void weightGradient(StepList steps, String name, double rows, double columns) {
    steps.weightGradient(
        name + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            rows, columns, context.tokens(), 1, context.matrixFormat(), accumulated(context)));
  }

  /** Bytes per element of the gradient that a weight gradient is added to. */
  static int accumulated(TrainingContext context) {
    return context.microBatches() > 1 ? context.framework().dataExchange().gradientBytes() : 0;
  }

  /** The conversion of a product's operand to fewer bits, also transposed for the backward pass. */
  void quantize(StepList steps, String name, double elements) {
    quantize(context, steps, name, elements);
  }

  static void quantize(TrainingContext context, StepList steps, String name, double elements) {
    TrainingPrecision precision = context.workload().precision();
    if (!precision.quantizes()) {
      return;
    }
    NumberFormat format = context.matrixFormat();
    double written = 2 * format.bytes();
    double read =
        switch (precision) {
          case FP8 -> 1;
          case MXFP8 -> 2;
          case NVFP4 -> 4;
          default -> 4;
        };
    steps.memory(name + " conversion", elements * (read + written), 1);
  }
}
