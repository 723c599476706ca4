package io.millrace.simulator.lowering.training;

/**
 * What passes of a chunk take at least since something travels beside their kernels, in seconds.
 *
 * @param forward all that travels in a forward pass
 * @param forwardEnds the part of it beside which no kernel runs
 * @param backward all that travels in a backward pass
 * @param backwardEnds the part of it beside which no kernel runs
 */
record BesideKernels(double forward, double forwardEnds, double backward, double backwardEnds) {
  static final BesideKernels NOTHING = new BesideKernels(0, 0, 0, 0);
}
