package io.millrace.planner.posttraining;

import io.millrace.model.plan.PostTrainingPlan;

/**
 * A cluster split in two: the first devices train, the others generate.
 *
 * @param training devices that train
 * @param generation devices that generate
 * @param plan the fastest that was found, with every other call on all devices of either side
 * @param seconds of its iterations
 * @param trainingSeconds in which the side that trains is busy in each of them
 * @param generationSeconds in which the side that generates is busy
 */
public record Split(
    int training,
    int generation,
    PostTrainingPlan plan,
    double seconds,
    double trainingSeconds,
    double generationSeconds) {

  /** One of the two sides. */
  public enum Side {
    /** The devices that train. */
    TRAINER("trainer"),
    /** The devices that generate. */
    ROLLOUT("rollout");

    private final String key;

    Side(String key) {
      this.key = key;
    }

    /** The name in files. */
    public String key() {
      return key;
    }
  }

  /** The side that has more to do: more devices for it is what helps, if anything. */
  public Side boundBy() {
    return generationSeconds > trainingSeconds ? Side.ROLLOUT : Side.TRAINER;
  }
}
