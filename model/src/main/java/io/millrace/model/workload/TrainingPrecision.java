package io.millrace.model.workload;

import io.millrace.model.hardware.NumberFormat;
import java.util.Locale;

/**
 * The recipe of mixed-precision training: the format of matrix products and how its scales are
 * found. Weights' master copy, optimizer state and gradients are wider; see the memory ledger.
 */
public enum TrainingPrecision {
  /** Everything in 32 bits. */
  FP32(NumberFormat.FP32),
  /** Matrix products in fp16 with loss scaling, master weights in fp32. */
  FP16(NumberFormat.FP16),
  /** Matrix products in bf16, master weights in fp32. */
  BF16(NumberFormat.BF16),
  /** Eight bits with delayed scaling: the scale comes from the history of maxima. */
  FP8(NumberFormat.FP8),
  /** Eight bits with one scale per tensor from the tensor itself. */
  FP8_CURRENT_SCALING(NumberFormat.FP8),
  /** Eight bits with one scale per tensor, dynamic, as torchao names it. */
  FP8_TENSORWISE(NumberFormat.FP8),
  /** Eight bits with one scale per row, dynamic, as torchao names it. */
  FP8_ROWWISE(NumberFormat.FP8),
  /**
   * Eight bits with one scale for 128 elements of an activation and one for 128 x 128 of a weight
   * (DeepSeek-V3, 2412.19437, section 3.3).
   */
  FP8_BLOCKWISE(NumberFormat.FP8),
  /** Eight bits with one scale per 32 elements (OCP microscaling). */
  MXFP8(NumberFormat.FP8),
  /** Four bits with one scale per 16 elements. */
  NVFP4(NumberFormat.FP4);

  private final NumberFormat matrixFormat;

  TrainingPrecision(NumberFormat matrixFormat) {
    this.matrixFormat = matrixFormat;
  }

  /** The format that the matrix engines multiply. */
  public NumberFormat matrixFormat() {
    return matrixFormat;
  }

  /** Whether operands are converted from 16 bits before each product. */
  public boolean quantizes() {
    return matrixFormat.bytes() < 2;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
