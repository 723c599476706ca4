package io.millrace.model.framework;

/** Which implementation computes attention. */
public enum AttentionKernel {
  /** Scores and probabilities are written to memory: two matrix products around a softmax. */
  UNFUSED,
  /** Tiles stay on chip (FlashAttention, arXiv 2205.14135), also as written in Triton. */
  FLASH1,
  /** The same with work spread better over the device (FlashAttention-2, 2307.08691). */
  FLASH,
  /** FlashAttention-3, for Hopper (2407.08608). */
  FLASH3,
  /** The vendor's own kernel for the generation (cuDNN, Composable Kernel). */
  VENDOR
}
