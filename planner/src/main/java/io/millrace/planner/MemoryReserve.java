package io.millrace.planner;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Node;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.scenario.Scenario;

/**
 * What plans have to leave free of a device's memory, for drivers, fragments and what no ledger
 * knows.
 *
 * @param share of the memory
 * @param bytes besides
 */
public record MemoryReserve(double share, Bytes bytes) {
  /** The name of the option by which people ask for it. */
  public static final String OPTION = "--memory-reserve";

  /** Plans may fill all of it. */
  public static final MemoryReserve NONE = new MemoryReserve(0, Bytes.ZERO);

  /** Checks that it leaves something. */
  public MemoryReserve {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("share must be at least 0 and below 1: " + share);
    }
  }

  /** What plans may use of a memory. */
  Bytes leaves(Bytes capacity) {
    return Bytes.of(Math.max(0, capacity.count() * (1 - share) - bytes.count()));
  }

  /** The memory of which plans may use so much. */
  Bytes capacityFor(double used) {
    return Bytes.of((used + bytes.count()) / (1 - share));
  }

  /**
   * A scenario on devices that have only what plans may use.
   *
   * @throws InvalidInputException if that is nothing
   */
  public Scenario leaves(Scenario scenario) {
    return equals(NONE) ? scenario : scenario.with(leaves(scenario.cluster()));
  }

  /**
   * The same for post-training.
   *
   * @throws InvalidInputException if that is nothing
   */
  public PostTrainingScenario leaves(PostTrainingScenario scenario) {
    return equals(NONE) ? scenario : scenario.with(leaves(scenario.cluster()));
  }

  private Cluster leaves(Cluster cluster) {
    Bytes capacity = cluster.device().mainMemory().capacity();
    Bytes left = leaves(capacity);
    if (left.equals(Bytes.ZERO)) {
      throw new InvalidInputException(
          new Issue(OPTION, "leaves nothing of the %s of a device".formatted(capacity), ""));
    }
    Node node = cluster.node();
    Node smaller =
        node.withDevice(
            node.device().with(node.device().specification().withMainMemory(left, OPTION)));
    return new Cluster(cluster.system(), smaller, cluster.devices(), cluster.network());
  }
}
