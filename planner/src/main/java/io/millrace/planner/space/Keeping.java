package io.millrace.planner.space;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import java.util.OptionalInt;

/**
 * What a rank keeps between forward and backward pass, and where: the part of a way through the
 * layers that trades time for memory and does nothing else.
 *
 * @param recompute what the backward pass computes again
 * @param span of which layers
 * @param offload whether activations wait in host memory
 * @param offloadLayers those of how many layers of a chunk; empty: all
 */
public record Keeping(
    Recompute recompute, RecomputeSpan span, boolean offload, OptionalInt offloadLayers) {

  static Keeping of(Recompute recompute) {
    return new Keeping(recompute, RecomputeSpan.EACH_LAYER, false, OptionalInt.empty());
  }

  static Keeping firstLayers(int layers) {
    return new Keeping(
        Recompute.FULL,
        new RecomputeSpan(RecomputeSpan.Method.BLOCK, layers),
        false,
        OptionalInt.empty());
  }

  /** That of a way through the layers. */
  public static Keeping of(LayerStrategy layers) {
    return new Keeping(
        layers.recompute(),
        layers.recomputeSpan(),
        layers.activationOffload(),
        layers.offloadLayers());
  }

  Keeping offloading(OptionalInt layers) {
    return new Keeping(recompute, span, true, layers);
  }

  /** Whether it is the same for all layers, and on the device. */
  public boolean isPlain() {
    return !offload && repeated() == Integer.MAX_VALUE;
  }

  /**
   * Whether this computes again nothing that the other does not, and offloads the same: then it
   * takes no longer where it fits. Offloading more may even shorten an iteration: a device that
   * waits for copies draws less power and runs at a higher clock.
   */
  public boolean doesNoMoreThan(Keeping other) {
    return repeatsNoMoreThan(other) && offloaded() == other.offloaded();
  }

  private boolean repeatsNoMoreThan(Keeping other) {
    return switch (recompute) {
      case NONE -> true;
      case SELECTIVE ->
          other.recompute == Recompute.SELECTIVE
              || (other.recompute == Recompute.FULL && other.repeated() == Integer.MAX_VALUE);
      case FULL -> other.recompute == Recompute.FULL && repeated() <= other.repeated();
    };
  }

  private int repeated() {
    return span.method() == RecomputeSpan.Method.BLOCK ? span.layers() : Integer.MAX_VALUE;
  }

  private int offloaded() {
    return offload ? offloadLayers.orElse(Integer.MAX_VALUE) : 0;
  }
}
