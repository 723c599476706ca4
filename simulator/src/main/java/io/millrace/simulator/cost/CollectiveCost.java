package io.millrace.simulator.cost;

import java.util.List;

/**
 * What a collective asks for when nothing else runs.
 *
 * @param startSeconds time until data flow: launches and the steps of the algorithm
 * @param transferSeconds time that the slowest level needs for the data
 * @param levelShare for each level of the cluster, innermost first, the share of the rate that the
 *     collective could reach there that is in use while data flow: 1 on the slowest level
 * @param engineShare share of the device's arithmetic units that it occupies
 * @param memorySeconds time the main memory needs
 */
public record CollectiveCost(
    double startSeconds,
    double transferSeconds,
    List<Double> levelShare,
    double engineShare,
    double memorySeconds) {

  /** Nothing to do. */
  public static final CollectiveCost NONE = new CollectiveCost(0, 0, List.of(), 0, 0);

  /** Copies the list. */
  public CollectiveCost {
    levelShare = List.copyOf(levelShare);
  }

  /** Time from start to end when nothing else runs. */
  public double seconds() {
    return startSeconds + transferSeconds;
  }
}
