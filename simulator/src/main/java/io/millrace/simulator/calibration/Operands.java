package io.millrace.simulator.calibration;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.Scaling;

/**
 * What tables call the operands of products.
 *
 * @param format of the elements
 * @param scaling of them
 */
record Operands(NumberFormat format, Scaling scaling) {

  /** vLLM's {@code fp8} products scale each token of the activations, {@code fp8_block} blocks. */
  static Operands of(String type) {
    return switch (type) {
      case "fp8" -> new Operands(NumberFormat.FP8, Scaling.TOKEN);
      case "fp8_row" -> new Operands(NumberFormat.FP8, Scaling.ROW);
      case "fp8_tensor", "fp8_tensor_accurate" -> new Operands(NumberFormat.FP8, Scaling.TENSOR);
      case "fp8_block", "fp8_block1x128_128x128" -> new Operands(NumberFormat.FP8, Scaling.BLOCK);
      case "mxfp8" -> new Operands(NumberFormat.FP8, Scaling.MICRO);
      case "nvfp4" -> new Operands(NumberFormat.FP4, Scaling.NVFP4);
      case "int4_wo", "w4a16_mxfp4" -> new Operands(NumberFormat.INT4, Scaling.NONE);
      default -> new Operands(NumberFormat.BF16, Scaling.NONE);
    };
  }
}
