package io.millrace.model.framework;

/** How far element-wise operations of a transformer layer are merged into common kernels. */
public enum Fusion {
  /** Each operation is a kernel that reads and writes memory. */
  NONE,
  /** Bias, activation, dropout and residual addition share kernels (2104.04473, section 4.2). */
  PARTIAL,
  /** Hand-written fused normalisation, activation and loss kernels, as Transformer Engine has. */
  FUSED,
  /** A compiler merges every chain of element-wise operations. */
  COMPILED
}
