package io.millrace.simulator.lowering.training;

import java.util.Optional;

/**
 * Activations that wait in host memory from the forward to the backward pass. A layer's are copied
 * out while the layers after it run, and back while the backward pass of the layer after it runs;
 * the device holds those of two layers at a time (Transformer Engine's {@code
 * AsyncDoubleBufferGroupOffloadHandler}, Megatron-LM's {@code --cpu-offloading-num-layers}).
 */
final class HostCopies {
  /** Layers whose activations are on the device: one on its way, one in use. */
  private static final int LAYERS_ON_DEVICE = 2;

  /**
   * Share of the host link's published bandwidth that copies of pinned memory reach: 55.1 of 64
   * GB/s (own measurements, docs/h100-training-kernels.md, A).
   */
  private static final double REACHED = 0.86;

  private final TrainingContext context;
  private final Recomputation recomputation;
  private final int layers;

  HostCopies(TrainingContext context, Recomputation recomputation, int layers) {
    this.context = context;
    this.recomputation = recomputation;
    this.layers = layers;
  }

  /** Seconds of a copy one way; empty where the device has no published host link. */
  static Optional<Double> seconds(TrainingContext context, double bytes) {
    return context
        .cluster()
        .device()
        .hostLink()
        .map(link -> bytes / (REACHED * link.bytesPerSecond()));
  }

  /** After a layer's forward pass. */
  void out(StepList steps, int layer) {
    copy(steps, layer, Step.Direction.TO_HOST);
  }

  /** Before the backward pass of a unit of layers; gathered weights have marked its start. */
  void back(StepList steps, int first, int last) {
    if (context.plan().activationOffload() && !context.gathersEachLayer()) {
      steps.mark("activations");
    }
    for (int layer = first; layer <= last; layer++) {
      copy(steps, layer, Step.Direction.FROM_HOST);
    }
  }

  private void copy(StepList steps, int layer, Step.Direction direction) {
    double bytes = recomputation.keptBytes(layer);
    if (context.plan().offloads(layer) && bytes > 0) {
      steps.add(new Step.HostCopy("activations of layer " + layer, bytes, direction));
    }
  }

  /** Bytes that wait in host memory from a forward to its backward pass. */
  double bytes() {
    double bytes = 0;
    for (int layer = 0; layer < layers; layer++) {
      bytes += context.plan().offloads(layer) ? recomputation.keptBytes(layer) : 0;
    }
    return bytes;
  }

  /** Seconds in which the link to the host is busy, one way. */
  double seconds() {
    return seconds(context, bytes()).orElse(0.0);
  }

  /** Seconds of the copy of the last layer's activations, one way; zero if they stay. */
  double lastSeconds() {
    int last = layers - 1;
    boolean copied = last >= 0 && context.plan().offloads(last);
    return copied ? seconds(context, recomputation.keptBytes(last)).orElse(0.0) : 0;
  }

  /** Bytes of a layer that stay on the device. */
  double keptBytes(int layer) {
    return context.plan().offloads(layer) ? 0 : recomputation.keptBytes(layer);
  }

  /** Bytes of the layers that are on their way or in use. */
  double onDevice() {
    double largest = 0;
    for (int i = 0; i < layers; i++) {
      largest = Math.max(largest, recomputation.keptBytes(i) - keptBytes(i));
    }
    return LAYERS_ON_DEVICE * largest;
  }
}
