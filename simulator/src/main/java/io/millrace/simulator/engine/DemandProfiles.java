package io.millrace.simulator.engine;

/**
 * The resources and the kinds of activity that draw on them. A profile is a sparse demand vector
 * with a limit and a weight; entries of profile <i>p</i> lie from {@code first[p]} to {@code
 * first[p + 1]}. A graph of hundreds of thousands of tasks has a few dozen profiles.
 */
final class DemandProfiles {

  /** Stands for "its own limit" where the resource that holds an activity back is asked for. */
  static final int OWN_LIMIT = -1;

  /** No resources and no kinds of activity. */
  static final DemandProfiles NONE =
      new DemandProfiles(
          new double[0], new int[1], new int[0], new double[0], new double[0], new double[0]);

  /** Units per second of each resource. */
  final double[] capacity;

  final int[] first;
  final int[] resource;

  /** Units of the resource per unit of progress. */
  final double[] demand;

  /** Progress per second an activity reaches at most, possibly infinite. */
  final double[] limit;

  final double[] weight;

  /** The level an activity reaches when it meets no other. */
  final double[] levelAlone;

  /** The resource that holds it back then, or {@link #OWN_LIMIT}. */
  final int[] holderAlone;

  DemandProfiles(
      double[] capacity,
      int[] first,
      int[] resource,
      double[] demand,
      double[] limit,
      double[] weight) {
    this.capacity = capacity;
    this.first = first;
    this.resource = resource;
    this.demand = demand;
    this.limit = limit;
    this.weight = weight;
    levelAlone = new double[count()];
    holderAlone = new int[count()];
    for (int profile = 0; profile < count(); profile++) {
      solveAlone(profile);
    }
  }

  private void solveAlone(int profile) {
    double level = ownLevel(profile);
    int holder = OWN_LIMIT;
    for (int entry = first[profile]; entry < first[profile + 1]; entry++) {
      double saturation = capacity[resource[entry]] / (demand[entry] * weight[profile]);
      if (saturation < level) {
        level = saturation;
        holder = resource[entry];
      }
    }
    levelAlone[profile] = level;
    holderAlone[profile] = holder;
  }

  int count() {
    return limit.length;
  }

  int length(int profile) {
    return first[profile + 1] - first[profile];
  }

  /** The level at which an activity meets its own limit. */
  double ownLevel(int profile) {
    return limit[profile] / weight[profile];
  }
}
