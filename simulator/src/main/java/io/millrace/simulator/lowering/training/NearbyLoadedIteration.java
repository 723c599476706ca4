package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A {@link LoadedIteration} at other costs: the load on cool devices changes the clock, and that
 * the iteration, each as {@link NearbyIteration} tells.
 *
 * @param cool the iteration on cool devices
 * @param loaded the same at the clock that its load leaves; these may be one
 * @param placement of the stages
 */
record NearbyLoadedIteration(NearbyIteration cool, NearbyIteration loaded, Placement placement) {

  /** Prepares to ask; empty where the iteration is as well simulated again. */
  static Optional<NearbyLoadedIteration> of(LoadedIteration iteration, Placement placement) {
    LoadedIteration first = iteration.cool().orElse(iteration);
    Optional<NearbyIteration> cool = nearby(first);
    Optional<NearbyIteration> loaded = first == iteration ? cool : nearby(iteration);
    return cool.flatMap(it -> loaded.map(other -> new NearbyLoadedIteration(it, other, placement)));
  }

  private static Optional<NearbyIteration> nearby(LoadedIteration iteration) {
    return NearbyIteration.of(
        iteration.result().outcome(), iteration.context(), iteration.stages());
  }

  /**
   * Seconds at other costs; empty where that takes a simulation.
   *
   * @param other the same plan at the costs of cool devices
   */
  OptionalDouble seconds(TrainingContext other) {
    List<StageWork> stages = new StageDescriptions(other).stages(placement);
    OptionalDouble seconds = cool.seconds(other, stages);
    if (seconds.isEmpty()) {
      return seconds;
    }
    double[] parts = cool.parts(other, stages);
    Load load =
        LoadedIteration.load(
            parts, Math.max(seconds.getAsDouble(), LoadedIteration.busySeconds(parts)));
    CostModel slower = other.costs().under(load);
    if (slower == other.costs()) {
      return loaded == cool ? seconds : loaded.seconds(other, stages);
    }
    TrainingContext hot = other.with(slower);
    return loaded.seconds(hot, new StageDescriptions(hot).stages(placement));
  }
}
