package io.millrace.simulator.lowering.training.closedform;

import java.util.Arrays;

/** When the stages of a pipeline are done with an iteration's passes, and what they kept. */
public final class PipelineEnds {
  int stages;
  double[] passes = new double[0];
  double[] gradients = new double[0];
  long[] peak = new long[0];

  void begin(int stages) {
    this.stages = stages;
    if (passes.length < stages) {
      passes = new double[stages];
      gradients = new double[stages];
      peak = new long[stages];
    }
    Arrays.fill(passes, 0);
    Arrays.fill(gradients, 0);
    Arrays.fill(peak, 0);
  }

  /** When a stage's last pass ends, in seconds. */
  public double passes(int stage) {
    return passes[stage];
  }

  /** When a stage's gradients are summed; zero where nobody shares them. */
  public double gradients(int stage) {
    return gradients[stage];
  }

  /** The most activations that a stage keeps at once, in bytes. */
  public long peak(int stage) {
    return peak[stage];
  }

  /** When all passes have ended and all gradients are summed. */
  public double last() {
    double last = 0;
    for (int stage = 0; stage < stages; stage++) {
      last = Math.max(last, Math.max(passes[stage], gradients[stage]));
    }
    return last;
  }
}
