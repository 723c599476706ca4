package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ReplicaStrategy;

/** What replicas exchange, update and keep. */
public final class ReplicaCosts {
  private final ReplicaStrategy replicas;

  ReplicaCosts(ReplicaStrategy replicas) {
    this.replicas = replicas;
  }

  /** How they share what they all need. */
  public ReplicaStrategy replicas() {
    return replicas;
  }
}
