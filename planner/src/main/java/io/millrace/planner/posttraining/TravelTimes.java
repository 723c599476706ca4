package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.simulator.lowering.posttraining.WeightUpdate;

/**
 * Seconds that updated weights take from where they are trained to a call, each found once.
 *
 * <p>An instance serves one thread.
 */
final class TravelTimes {
  /** Enough for the numbers of all options of a space; two of them stand in a key. */
  private static final int OPTION_BITS = 17;

  private final PlacementSpace space;
  private final WeightUpdate updates;
  private final SecondsTable known = new SecondsTable();

  /**
   * Times of a space.
   *
   * @throws IllegalArgumentException if the space is too large to number what is found
   */
  TravelTimes(PlacementSpace space, WeightUpdate updates) {
    int options = space.optionCount();
    double meshes = space.meshes().size();
    double places = meshes * meshes * space.scenario().workload().dataflow().calls().size();
    if (options > 1 << OPTION_BITS || places > 1L << (Long.SIZE - 1 - 2 * OPTION_BITS)) {
      throw new IllegalArgumentException(
          "%d options on %.0f meshes are too many".formatted(options, meshes));
    }
    this.space = space;
    this.updates = updates;
  }

  /**
   * The seconds.
   *
   * @param call by its number in the dataflow
   * @param from option of the trainer, with the number of its mesh
   * @param to option of the call, with the number of its mesh
   */
  double seconds(int call, PlacementOption from, int fromMesh, PlacementOption to, int toMesh) {
    long key = call;
    key = key * space.meshes().size() + toMesh;
    key = key * space.meshes().size() + fromMesh;
    key = (key << OPTION_BITS) + to.number();
    key = (key << OPTION_BITS) + from.number();
    double seconds = known.get(key);
    if (Double.isNaN(seconds)) {
      ModelFunctionCall it = space.scenario().workload().dataflow().calls().get(call);
      seconds =
          updates.seconds(
              space.scenario().model(it.role().orElseThrow()),
              from.placement().on(space.mesh(fromMesh)),
              to.placement().on(space.mesh(toMesh)),
              it.kind() == CallKind.GENERATION);
      known.put(key, seconds);
    }
    return seconds;
  }
}
