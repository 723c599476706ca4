package io.millrace.simulator.lowering.training;

/**
 * The conversion of a product's operand to fewer bits, in the layouts that the forward and the
 * backward products read.
 *
 * @param bytes read and written for each element
 * @param kernels launched
 */
record Conversion(double bytes, int kernels) {
  private static final Conversion NONE = new Conversion(0, 0);

  /**
   * What a recipe does.
   *
   * <ul>
   *   <li>Delayed scaling knows the scale beforehand and microscaling finds it block by block: one
   *       kernel reads 16 bits and writes both layouts, or the kernel that makes the operand writes
   *       them instead of 16 bits (Transformer Engine's norms and activations).
   *   <li>One scale for a tensor or row takes a first pass that finds the maximum.
   *   <li>Four bits take that pass, a rotation of the columns' layout that is read and written, and
   *       the conversion (Transformer Engine's NVFP4 recipe; arXiv 2509.25149, section 4).
   * </ul>
   *
   * @param produced whether a norm or activation makes the operand
   */
  static Conversion of(TrainingContext context, boolean produced) {
    double written = 2 * context.matrixFormat().bytes();
    return switch (context.workload().precision()) {
      case FP32, FP16, BF16 -> NONE;
      case FP8, MXFP8 -> produced ? new Conversion(0, 0) : new Conversion(2 + written, 1);
      case FP8_CURRENT_SCALING, FP8_TENSORWISE, FP8_ROWWISE -> new Conversion(4 + written, 2);
      case NVFP4 -> new Conversion(2 + 4 + 2 + written, 3);
    };
  }

  void add(StepList steps, String name, double elements) {
    steps.memory(name + " conversion", bytes * elements, kernels);
  }
}
