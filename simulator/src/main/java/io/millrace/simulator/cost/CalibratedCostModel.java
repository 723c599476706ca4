package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import java.util.List;

/**
 * The cost model that ships: {@link KernelCosts} of the cluster's device and {@link
 * CollectiveCosts} of its fabric and network, with the parameters of a {@link Calibration}.
 */
public final class CalibratedCostModel implements CostModel {
  private final Device device;
  private final KernelParameters kernels;
  private final NetworkParameters far;
  private final KernelCosts operations;
  private final CollectiveCosts collectives;
  private final PowerCap power;

  private CalibratedCostModel(
      Device device,
      KernelParameters kernels,
      NetworkParameters far,
      KernelCosts operations,
      CollectiveCosts collectives) {
    this.device = device;
    this.kernels = kernels;
    this.far = far;
    this.operations = operations;
    this.collectives = collectives;
    this.power = PowerCap.of(device, kernels);
  }

  /**
   * The model of a cluster's device and fabric.
   *
   * @param assumptions gets what had to be transferred from other devices
   * @throws InvalidInputException if a figure of the device that costs need is not known
   */
  public static CalibratedCostModel of(
      Calibration calibration, Cluster cluster, List<Assumption> assumptions) {
    Device device = cluster.device();
    KernelParameters kernels = calibration.kernels().of(device);
    if (!calibration.kernels().knows(device)) {
      assumptions.add(
          new Assumption(
              "cluster.device",
              "kernel efficiencies of a " + kernels.generation() + " device",
              device.id() + " has not been timed"));
    }
    KernelCosts operations = new KernelCosts(device, kernels, 1);
    CollectiveTable table = calibration.collectives();
    return new CalibratedCostModel(
        device,
        kernels,
        table.network(),
        operations,
        new CollectiveCosts(cluster, table, operations.memoryRate()));
  }

  @Override
  public CostModel under(Load load) {
    return at(clock(load.matrix(), load.attention(), load.memory()));
  }

  @Override
  public double clock(double matrix, double attention, double memory) {
    return power.clock(matrix, attention, memory);
  }

  @Override
  public double draw(double matrix, double attention, double memory) {
    return power.draw(matrix, attention, memory);
  }

  @Override
  public CostModel at(double clock) {
    return clock == 1
        ? this
        : new CalibratedCostModel(
            device, kernels, far, new KernelCosts(device, kernels, clock), collectives);
  }

  @Override
  public List<String> sources() {
    return List.of(
        "kernels of " + kernels.generation() + ": " + kernels.source(),
        "collectives over " + collectives.home().fabric() + ": " + collectives.home().source(),
        "network: " + far.source());
  }

  @Override
  public KernelCost cost(Operation operation) {
    return operations.cost(operation);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    return collectives.cost(collective, group);
  }
}
