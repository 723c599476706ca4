package io.millrace.planner;

import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.launcher.Launcher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Among which plans to search.
 *
 * @param maxDevices the most devices that a plan may use, which may then use fewer; absent: all of
 *     the scenario's cluster, no fewer, or up to all of them for a Pareto front
 * @param launcher what has to be able to run them; absent: anything
 * @param precisions of matrix products to choose from; empty: the scenario's
 * @param reserve what they leave free of a device's memory
 */
public record AllowedPlans(
    OptionalInt maxDevices,
    Optional<Launcher> launcher,
    List<TrainingPrecision> precisions,
    MemoryReserve reserve) {
  /** On all devices, in the scenario's precision, for anything to run. */
  public static final AllowedPlans ALL =
      new AllowedPlans(OptionalInt.empty(), Optional.empty(), List.of(), MemoryReserve.NONE);

  /** Checks the number of devices. */
  public AllowedPlans {
    precisions = List.copyOf(precisions);
    if (maxDevices.orElse(1) < 1) {
      throw new IllegalArgumentException("maxDevices must be positive: " + maxDevices.getAsInt());
    }
  }
}
