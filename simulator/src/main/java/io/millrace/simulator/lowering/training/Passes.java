package io.millrace.simulator.lowering.training;

/**
 * What the kernels of an element-wise operation move for each element of the tensor it works on,
 * and how many they are.
 *
 * @param forwardBytes read and written by the forward pass
 * @param forwardKernels launched for it
 * @param backwardBytes read and written by the backward pass
 * @param backwardKernels launched for it
 * @param keptBytes kept for the backward pass beside the operation's input and result
 */
record Passes(
    double forwardBytes,
    int forwardKernels,
    double backwardBytes,
    int backwardKernels,
    double keptBytes) {

  /** Nothing to do. */
  static final Passes NONE = Passes.of(0, 0, 0, 0);

  /** An operation that keeps nothing of its own. */
  static Passes of(
      double forwardBytes, int forwardKernels, double backwardBytes, int backwardKernels) {
    return new Passes(forwardBytes, forwardKernels, backwardBytes, backwardKernels, 0);
  }

  /** The same operation, keeping something of its own. */
  Passes keeping(double bytes) {
    return new Passes(forwardBytes, forwardKernels, backwardBytes, backwardKernels, bytes);
  }

  /** One after the other. */
  Passes plus(Passes other) {
    return new Passes(
        forwardBytes + other.forwardBytes,
        forwardKernels + other.forwardKernels,
        backwardBytes + other.backwardBytes,
        backwardKernels + other.backwardKernels,
        keptBytes + other.keptBytes);
  }

  void forward(StepList steps, String name, double elements) {
    steps.memory(name, forwardBytes * elements, forwardKernels);
  }

  void backward(StepList steps, String name, double elements) {
    steps.memory(name + " gradient", backwardBytes * elements, backwardKernels);
  }
}
