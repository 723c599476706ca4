package io.millrace.simulator.cost;

/**
 * What a collective asks for when nothing else runs.
 *
 * @param startSeconds time until data flow: launches and the steps of the algorithm
 * @param transferSeconds time that the slowest level needs for the data
 * @param levelShare for each level of the cluster, innermost first, the share of the device's
 *     bandwidth there that is in use while data flow
 * @param engineShare share of the device's arithmetic units that it occupies
 * @param memorySeconds time the main memory needs
 */
public record CollectiveCost(
    double startSeconds,
    double transferSeconds,
    double[] levelShare,
    double engineShare,
    double memorySeconds) {

  /** Nothing to do. */
  public static final CollectiveCost NONE = new CollectiveCost(0, 0, new double[0], 0, 0);

  /** Time from start to end when nothing else runs. */
  public double seconds() {
    return startSeconds + transferSeconds;
  }
}
