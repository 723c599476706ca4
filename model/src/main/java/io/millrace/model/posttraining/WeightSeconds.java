package io.millrace.model.posttraining;

/**
 * Seconds until updated weights are where a call uses them, by what they go to.
 *
 * @param travel to bytes on the links between where the weights are trained and where they are used
 * @param synchronise to the engine's side of it: gathering, renaming and loading every tensor
 * @param makeRoom to trainer and engine making room for each other on devices that both use:
 *     offloading what the trainer keeps to the host's memory, and loading it back
 */
public record WeightSeconds(double travel, double synchronise, double makeRoom) {
  /** The weights are where they are used. */
  public static final WeightSeconds NONE = new WeightSeconds(0, 0, 0);

  /** Checks that none is negative. */
  public WeightSeconds {
    if (!(travel >= 0 && synchronise >= 0 && makeRoom >= 0)) {
      throw new IllegalArgumentException(
          "seconds cannot be negative: %s, %s, %s".formatted(travel, synchronise, makeRoom));
    }
  }

  /** All of them, one after the other. */
  public double total() {
    return travel + synchronise + makeRoom;
  }
}
