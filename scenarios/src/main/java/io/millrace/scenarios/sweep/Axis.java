package io.millrace.scenarios.sweep;

import java.util.List;
import java.util.Set;

/**
 * One thing that a sweep varies, or several that vary together. Equal numbers give equal settings.
 */
sealed interface Axis permits ListedAxis, RangeAxis {

  /** The places it writes to. */
  List<ScenarioPath> paths();

  /** How many points it has; a continuous range has none, only shares. */
  int size();

  /** The settings of a point, one for each place. */
  List<Setting> at(int point);

  /**
   * The settings at a share of its length, for samples.
   *
   * @param share from 0 to 1, exclusive
   */
  List<Setting> at(double share);

  /** Whether it only varies the plan. */
  default boolean isOfPlan() {
    return paths().stream().allMatch(it -> it.isWithin("plan"));
  }

  /** How much of what can be prepared is lost from one point to the next; the least is last. */
  default int order() {
    if (paths().contains(Draws.PATH)) {
      return 0;
    }
    if (isOfPlan()) {
      return 3;
    }
    return paths().stream().allMatch(it -> KEEPING.contains(it.toString())) ? 2 : 1;
  }

  /** Places that do not change what passes take ({@code CostLibrary}). */
  Set<String> KEEPING =
      Set.of("cluster.devices", "cluster.nodes", "workload.globalBatch", "pricePerDevice");
}
