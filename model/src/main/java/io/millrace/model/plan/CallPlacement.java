package io.millrace.model.plan;

import java.util.OptionalInt;

/**
 * Where a call runs, and how it is spread there.
 *
 * @param mesh its devices
 * @param strategy the parallel degrees; they multiply to the devices of the mesh
 * @param sequenceParallel whether tensor-parallel ranks also share the sequence between products
 * @param virtualStages chunks of layers on each device of a pipeline
 * @param microBatches parts that a data-parallel rank cuts its share of a batch into; absent: as
 *     the framework does
 */
public record CallPlacement(
    DeviceMesh mesh,
    ParallelStrategy strategy,
    boolean sequenceParallel,
    int virtualStages,
    OptionalInt microBatches) {

  /** Checks that the strategy fills the mesh. */
  public CallPlacement {
    if (strategy.devices() != mesh.size()) {
      throw new IllegalArgumentException(
          "%s needs %d devices, the mesh %s has %d"
              .formatted(strategy.label(), strategy.devices(), mesh.label(), mesh.size()));
    }
    if (virtualStages < 1 || microBatches.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "virtualStages and microBatches must be positive: %d, %d"
              .formatted(virtualStages, microBatches.orElse(1)));
    }
  }

  /** One chunk on each stage, micro-batches as the framework makes them. */
  public static CallPlacement of(DeviceMesh mesh, ParallelStrategy strategy) {
    return new CallPlacement(mesh, strategy, strategy.tensor() > 1, 1, OptionalInt.empty());
  }

  /** The same on another mesh of as many devices. */
  public CallPlacement on(DeviceMesh other) {
    return new CallPlacement(other, strategy, sequenceParallel, virtualStages, microBatches);
  }

  /** Whether every device has the weights here that another call needs on it. */
  public boolean holdsSlicesOf(CallPlacement other) {
    return mesh.equals(other.mesh)
        && strategy.equals(other.strategy)
        && virtualStages == other.virtualStages;
  }

  /** A short name: {@code d1t8p2@0-15}. */
  public String label() {
    return strategy.label() + "@" + mesh.label();
  }
}
