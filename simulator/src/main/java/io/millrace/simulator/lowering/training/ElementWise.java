package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.Fusion;

/**
 * How often the element-wise operations of a layer read or write a 16-bit tensor, by how far they
 * are fused. Counted from the operations: a norm reads and writes once when it is one kernel; bias,
 * dropout and residual addition read two tensors and write one when fused, and so on.
 *
 * @param norm passes over the residual stream of one norm
 * @param activation passes over the inner width of a plain activation with bias
 * @param gatedActivation passes over the inner width of a gated activation: two read, one written
 * @param residual passes over the residual stream of bias, dropout and addition
 * @param rotary passes over queries and keys of a rotary embedding
 * @param kernels kernels of each of these
 */
record ElementWise(
    double norm,
    double activation,
    double gatedActivation,
    double residual,
    double rotary,
    int kernels) {

  static ElementWise of(Fusion fusion) {
    return switch (fusion) {
      case NONE -> new ElementWise(4, 4, 5, 5, 6, 2);
      case PARTIAL -> new ElementWise(2, 2, 3, 3, 4, 1);
      case FUSED -> new ElementWise(2, 2, 3, 3, 2, 1);
      case COMPILED -> new ElementWise(1.5, 2, 3, 2, 2, 1);
    };
  }

  /** Backward passes for each forward pass of a norm: gradient and input read, gradient written. */
  static final double NORM_BACKWARD = 1.5;

  /** Backward passes for each forward pass of an activation. */
  static final double ACTIVATION_BACKWARD = 1.6;

  /** Backward passes for each forward pass of a residual addition: dropout only. */
  static final double RESIDUAL_BACKWARD = 0.67;
}
