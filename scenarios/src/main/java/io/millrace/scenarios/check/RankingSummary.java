package io.millrace.scenarios.check;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well some groups of plans are ranked, each group counting alike.
 *
 * @param family their name
 * @param groups how many there are
 * @param plans how many these have
 * @param spearman mean rank correlation; absent where no group has one
 * @param lowestSpearman that of the group ranked worst
 * @param meanLoss mean loss of the first choices, as a share
 * @param worstLoss the largest
 */
public record RankingSummary(
    String family,
    int groups,
    int plans,
    OptionalDouble spearman,
    OptionalDouble lowestSpearman,
    double meanLoss,
    double worstLoss) {

  static RankingSummary of(String family, List<PlanGroup> groups) {
    double[] correlations = groups.stream().flatMapToDouble(it -> it.spearman().stream()).toArray();
    return new RankingSummary(
        family,
        groups.size(),
        groups.stream().mapToInt(it -> it.plans().size()).sum(),
        Arrays.stream(correlations).average(),
        Arrays.stream(correlations).min(),
        groups.stream().mapToDouble(PlanGroup::loss).average().orElse(0),
        groups.stream().mapToDouble(PlanGroup::loss).max().orElse(0));
  }
}
