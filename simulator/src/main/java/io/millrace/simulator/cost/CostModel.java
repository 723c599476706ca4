package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import java.util.List;

/** Turns operations and collectives into costs, for one kind of device in one cluster. */
public interface CostModel {

  /** What an operation costs on the device. */
  KernelCost cost(Operation operation);

  /** What a collective costs in a group. */
  CollectiveCost cost(Collective collective, GroupPlacement group);

  /**
   * The same for a device under a load, which clocks lower where its power does not allow more. The
   * model itself is that of a cool device.
   */
  default CostModel under(Load load) {
    return this;
  }

  /**
   * The rate of arithmetic under a load against that of a cool device, as {@link #under} has it:
   * the clock only depends on a sum of the load's shares, each times a constant.
   *
   * @param matrix share of the time spent multiplying matrices
   * @param attention share of the time spent on attention
   * @param memory share of the time spent passing over memory
   */
  default double clock(double matrix, double attention, double memory) {
    return 1;
  }

  /**
   * Mean power that a device draws under a load, as a share of its design power.
   *
   * @param matrix share of the time spent multiplying matrices
   * @param attention share of the time spent on attention
   * @param memory share of the time spent passing over memory
   */
  default double draw(double matrix, double attention, double memory) {
    return PowerCap.NONE.draw(matrix, attention, memory);
  }

  /** The same for a device at a clock that {@link #clock} gave. */
  default CostModel at(double clock) {
    return this;
  }

  /** Where the parameters come from. */
  List<String> sources();

  /** Makes the cost model of a cluster. */
  @FunctionalInterface
  interface Factory {

    /**
     * The model of a cluster's device and fabric.
     *
     * @param assumptions gets what had to be assumed
     */
    CostModel create(Cluster cluster, List<Assumption> assumptions);
  }
}
