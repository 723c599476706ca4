package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;

/**
 * Weights that move from where a model is trained to where it is used. Every device of the target
 * needs the slice of its tensor rank of the layers of its stage; what it holds already as a device
 * of the source it keeps, the rest comes from another device.
 *
 * <p>Slices are intervals: of layers by stage, of columns by tensor rank. What two of them have in
 * common is the product of two overlaps, so that any pair of strategies goes together, not only
 * those whose degrees divide each other as in ReaL (realhf/impl/model/comm/param_realloc.py).
 */
public final class Reallocation {
  private static final int ELEMENT = 2;

  private final Cluster cluster;

  /** Between meshes of a cluster. */
  public Reallocation(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Bytes that the device with most to receive does not have yet.
   *
   * @param from where the weights are
   * @param to where they are needed
   */
  public double mostBytes(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    double bytes = (double) ELEMENT * model.parameters();
    double most = 0;
    for (int device = to.mesh().first(); device < to.mesh().end(); device++) {
      Slice needed = Slice.of(to, device);
      boolean holds = device >= from.mesh().first() && device < from.mesh().end();
      double kept = holds ? needed.common(Slice.of(from, device)) : 0;
      most = Math.max(most, needed.share() - kept);
    }
    return bytes * most;
  }

  /**
   * Seconds until every device has its slice, where senders keep up: over the network if the meshes
   * span nodes, else over the links within one.
   */
  public double seconds(ModelArchitecture model, CallPlacement from, CallPlacement to) {
    double bytes = mostBytes(model, from, to);
    if (bytes == 0) {
      return 0;
    }
    int first = Math.min(from.mesh().first(), to.mesh().first());
    int last = Math.max(from.mesh().end(), to.mesh().end()) - 1;
    int node = cluster.scaleUpDomain();
    boolean within = first / node == last / node;
    double rate =
        within
            ? cluster.levels().getFirst().perDevice().bytesPerSecond()
            : cluster.network().perDevice().bytesPerSecond();
    return bytes / rate;
  }

  /**
   * What a device holds of a model, as shares of it.
   *
   * @param firstLayer where its stage begins
   * @param lastLayer where it ends
   * @param firstColumn where its tensor rank begins
   * @param lastColumn where it ends
   */
  private record Slice(double firstLayer, double lastLayer, double firstColumn, double lastColumn) {

    /** Tensor ranks are neighbours, stages furthest apart (as Megatron-LM numbers ranks). */
    static Slice of(CallPlacement placement, int device) {
      ParallelStrategy strategy = placement.strategy();
      int rank = device - placement.mesh().first();
      int stageSize = placement.mesh().size() / strategy.pipeline();
      double stage = rank / stageSize;
      double column = rank % strategy.tensor();
      return new Slice(
          stage / strategy.pipeline(),
          (stage + 1) / strategy.pipeline(),
          column / strategy.tensor(),
          (column + 1) / strategy.tensor());
    }

    double share() {
      return common(this);
    }

    double common(Slice other) {
      double layers = Math.min(lastLayer, other.lastLayer) - Math.max(firstLayer, other.firstLayer);
      double columns =
          Math.min(lastColumn, other.lastColumn) - Math.max(firstColumn, other.firstColumn);
      return Math.max(0, layers) * Math.max(0, columns);
    }
  }
}
