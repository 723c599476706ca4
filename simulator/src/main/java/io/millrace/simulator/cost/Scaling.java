package io.millrace.simulator.cost;

/**
 * How operands of few bits are scaled, which decides what converting them costs and which kernels
 * multiply them.
 */
public enum Scaling {
  /** No scales: 16 bits and more. */
  NONE("", 0, 0),
  /** One scale for a tensor, from the history of its maxima: one pass converts. */
  DELAYED("", 2, 0),
  /** One scale for a tensor, from its maximum: one pass looks for it, one converts. */
  TENSOR("", 4, 0),
  /** One scale for each row of both operands, found while the row is read. */
  ROW("row", 2, 0),
  /** The same with the kernels of 2024, which multiply at half the rate (PyTorch 2.6). */
  ROW_EARLY("row-early", 2, 0),
  /**
   * One scale for each token as vLLM's CUTLASS path does: a block of threads reads its row twice,
   * two bytes at a time, which takes as long as reading six bytes for each element.
   */
  TOKEN("token", 6, 0),
  /** One scale for 1 x 128 of activations and 128 x 128 of weights (2412.19437, section 3.3). */
  BLOCK("block", 2, 4.0 / 128),
  /** One scale for 32 elements, the OCP microscaling formats; converted both ways. */
  MICRO("micro", 2, 1.0 / 32),
  /** One scale for 16 elements and one for the tensor, NVFP4. */
  NVFP4("nvfp4", 4, 1.0 / 16);

  private final String kernel;
  private final double bytesRead;
  private final double scaleBytes;

  Scaling(String kernel, double bytesRead, double scaleBytes) {
    this.kernel = kernel;
    this.bytesRead = bytesRead;
    this.scaleBytes = scaleBytes;
  }

  /** What tables append to the bits of an operand where other kernels multiply it: {@code row}. */
  String kernel() {
    return kernel;
  }

  /** Bytes of a 16-bit element that its conversion reads, counting each pass. */
  double bytesRead() {
    return bytesRead;
  }

  /** Bytes of scales that are written for each element. */
  double scaleBytes() {
    return scaleBytes;
  }

  /** Kernels that convert one tensor. */
  int passes() {
    return this == TENSOR || this == NVFP4 ? 2 : 1;
  }
}
