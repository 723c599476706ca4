package io.millrace.simulator.cost;

import io.millrace.simulator.cost.GroupPlacement.Reach;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes that each device of a group sends over each level of the fabric. */
public final class Traffic {

  private Traffic() {}

  /**
   * Bytes that a device sends, by the name of the level. Rings carry {@code (n - 1) / n} of the
   * data past every rank, twice for an all-reduce; ranks that a level below joins share what
   * crosses their border ({@link RingCosts}). Switches that sum take less, trees about as much. Of
   * an all-to-all each level carries what is for ranks that it joins first.
   */
  public static Map<String, Double> perDevice(Collective collective, GroupPlacement group) {
    Map<String, Double> bytes = new LinkedHashMap<>();
    if (group.isAlone() || collective.bytes() == 0) {
      return bytes;
    }
    double ranks = group.size();
    for (Reach reach : group.reach()) {
      double sent =
          switch (collective.kind()) {
            case ALL_REDUCE -> 2 * (ranks - 1) / ranks / reach.membersBelow();
            case ALL_GATHER, REDUCE_SCATTER -> (ranks - 1) / ranks / reach.membersBelow();
            case ALL_TO_ALL ->
                (reach.members() - reach.membersBelow()) / ranks / collective.copies();
            case POINT_TO_POINT -> reach.equals(group.outermost()) ? 1 : 0;
          };
      bytes.merge(reach.level().name(), sent * collective.bytes(), Double::sum);
    }
    return bytes;
  }
}
