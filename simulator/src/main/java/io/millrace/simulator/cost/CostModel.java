package io.millrace.simulator.cost;

/** Turns operations and collectives into costs, for one kind of device in one cluster. */
public interface CostModel {

  /** What an operation costs on the device. */
  KernelCost cost(Operation operation);

  /** What a collective costs in a group. */
  CollectiveCost cost(Collective collective, GroupPlacement group);

  /** How far the parameters behind a kind of cost can be trusted. */
  Uncertainty uncertainty();
}
