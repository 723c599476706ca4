package io.millrace.simulator.lowering.training;

/** Why an estimate may differ from the simulation by more than one percent. */
public enum Approximation {
  /**
   * Three or more contend for a device for a noticeable part of the iteration: the passes, the
   * transfers to other stages and what replicas exchange. The formula has the solution for two at a
   * time.
   */
  CROWDED_LINKS
}
