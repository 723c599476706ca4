package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
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
    return context.tokens() * width * context.elementBytes();
  }

  /** Split by columns: {@code input} wide tokens, {@code output / tensor} columns on each rank. */
  void columnForward(StepList steps, String name, double input, double output) {
    if (context.plan().sequenceParallel()) {
      gather(steps, name, input, true);
    } else {
      quantize(steps, name, context.tokens() * input, true);
    }
    product(steps, name, context.tokens(), output / context.tensor(), input);
  }

  /** Gathers the operand of a product and converts it, in the order in which the framework does. */
  private void gather(StepList steps, String name, double width, boolean produced) {
    double elements = context.tokens() * width;
    boolean convertsFirst = Conversion.precedesGathering(context);
    if (convertsFirst) {
      Conversion.addPart(context, steps, name, elements / context.tensor(), produced);
    }
    steps.exchange(
        name + " all-gather",
        Axis.TENSOR,
        Kind.ALL_GATHER,
        gatheredBytes(width),
        Timing.WITH_NEXT,
        context.tensorOverlap());
    reorder(steps, name, gatheredBytes(width));
    if (convertsFirst) {
      Conversion.addGathered(context, steps, name, elements);
    } else {
      quantize(steps, name, elements, produced);
    }
  }

  /** What all ranks have of an operand of a product after it has been gathered. */
  private double gatheredBytes(double width) {
    double bytes =
        Conversion.precedesGathering(context)
            ? context.matrixFormat().bytes()
            : context.elementBytes();
    return context.tokens() * width * bytes;
  }

  /** Split by rows: {@code input / tensor} wide tokens on each rank, {@code output} columns. */
  void rowForward(StepList steps, String name, double input, double output) {
    quantize(steps, name, context.tokens() * input / context.tensor(), false);
    product(steps, name, context.tokens(), output, input / context.tensor());
    reduce(steps, name, output);
  }

  /** Sums the partial results of a row-parallel layer. */
  private void reduce(StepList steps, String name, double width) {
    if (context.plan().sequenceParallel()) {
      reorder(steps, name, residualBytes(width));
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
    quantize(steps, name + " gradient", context.tokens() * columns, false);
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          name + " input all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          gatheredBytes(input),
          Timing.WITH_NEXT,
          besideProducts());
      reorder(steps, name + " input", gatheredBytes(input));
    }
    product(steps, name + " input gradient", context.tokens(), input, columns);
    if (context.plan().sequenceParallel()) {
      reorder(steps, name + " gradient", residualBytes(input));
    }
    steps.exchange(
        name + (context.plan().sequenceParallel() ? " reduce-scatter" : " all-reduce"),
        Axis.TENSOR,
        context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
        residualBytes(input),
        Timing.WITH_NEXT,
        besideProducts());
    weightGradient(steps, name, columns, input);
  }

  /** Share of the exchanges of a backward pass that a product which does not need them hides. */
  private double besideProducts() {
    return context.framework().modelExchange().reducesBesideProducts()
        ? 1
        : context.tensorOverlap();
  }

  /** What is gathered or scattered along a dimension that is not the first is read and written. */
  private void reorder(StepList steps, String name, double bytes) {
    if (context.framework().modelExchange().batchFirst()) {
      steps.memory(name + " layout", 2 * bytes, 1);
    }
  }

  /** Backward of {@link #rowForward}: the gradient arrives whole, or is gathered. */
  void rowBackward(StepList steps, String name, double input, double output) {
    double rows = input / context.tensor();
    if (context.plan().sequenceParallel()) {
      gather(steps, name + " gradient", output, false);
    } else {
      quantize(steps, name + " gradient", context.tokens() * output, false);
    }
    product(steps, name + " input gradient", context.tokens(), rows, output);
    weightGradient(steps, name, output, rows);
  }

  /**
   * A layer that every rank has whole: forward. With sequence parallelism each rank computes its
   * own tokens (Megatron-Core's duplicated linear layers).
   */
  void localForward(StepList steps, String name, double input, double output) {
    double tokens = context.elementWiseTokens();
    quantize(steps, name, tokens * input, true);
    product(steps, name, tokens, output, input);
  }

  /** A layer that every rank has whole: backward. */
  void localBackward(StepList steps, String name, double input, double output) {
    double tokens = context.elementWiseTokens();
    quantize(steps, name + " gradient", tokens * output, false);
    product(steps, name + " input gradient", tokens, input, output);
    steps.weightGradient(
        name + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            output,
            input,
            tokens,
            1,
            context.matrixFormat(),
            accumulated(context),
            Conversion.scaling(context)));
    addGradient(context, steps, name, output * input, 1);
  }

  private void weightGradient(StepList steps, String name, double rows, double columns) {
    steps.weightGradient(
        name + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            rows,
            columns,
            context.tokens(),
            1,
            context.matrixFormat(),
            accumulated(context),
            Conversion.scaling(context)));
    addGradient(context, steps, name, rows * columns, 1);
  }

  /**
   * Bytes per element of the gradient that a product adds to. Where each layer's gradients are
   * scattered there is nothing to add to.
   */
  static int accumulated(TrainingContext context) {
    boolean adds =
        context.microBatches() > 1
            && context.framework().kernels().addsInProducts()
            && !context.scattersEachPass();
    return adds ? context.gradientBytes() : 0;
  }

  /** A gradient is added to those of other micro-batches by a kernel of its own, where one does. */
  static void addGradient(
      TrainingContext context, StepList steps, String name, double elements, int tensors) {
    if (context.microBatches() > 1
        && !context.framework().kernels().addsInProducts()
        && !context.scattersEachPass()) {
      double bytes = context.elementBytes() + 2.0 * context.gradientBytes();
      steps.weightGradient(
          name + " gradient addition",
          TimePart.ELEMENT_WISE,
          new Operation.MemoryPass(bytes * elements, tensors));
    }
  }

  private void product(StepList steps, String name, double m, double n, double k) {
    steps.kernel(
        name,
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            m, n, k, 1, context.matrixFormat(), 0, Conversion.scaling(context)));
  }

  private void quantize(StepList steps, String name, double elements, boolean produced) {
    Conversion.add(context, steps, name, elements, produced);
  }
}
