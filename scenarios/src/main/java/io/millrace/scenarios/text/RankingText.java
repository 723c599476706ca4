package io.millrace.scenarios.text;

import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.check.PlanGroup;
import io.millrace.scenarios.check.RankedPlan;
import io.millrace.scenarios.check.Ranking;
import io.millrace.scenarios.check.RankingSummary;
import io.millrace.scenarios.check.Summary;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How well plans are ranked, for people. */
final class RankingText {
  /** What the columns mean, for whoever reads one for the first time. */
  static final String LEGEND =
      "a group is at least %d plans of one model on one cluster, of equal batch, sequence, precision"
              .formatted(PlanGroup.FEWEST)
          + " and software; Spearman compares measured with predicted times; the loss is what the"
          + " plan predicted fastest took longer than the best one measured; groups count alike";

  private static final double GOOD = 0.03;
  private static final double BAD = 0.1;
  private static final String UNKNOWN = "-";

  private final Palette palette;

  RankingText(Palette palette) {
    this.palette = palette;
  }

  /** Figures by family, the last row over all groups. */
  Table table(Ranking ranking) {
    Table table =
        new Table(
            List.of(
                Table.Column.words("family"),
                Table.Column.numbers("groups"),
                Table.Column.numbers("plans"),
                Table.Column.numbers("Spearman"),
                Table.Column.numbers("lowest"),
                Table.Column.numbers("loss: mean"),
                Table.Column.numbers("worst")));
    for (RankingSummary it : ranking.summaries()) {
      table.row(
          it.family().equals(Summary.ALL) ? palette.strong(it.family()) : it.family(),
          String.valueOf(it.groups()),
          String.valueOf(it.plans()),
          correlation(it.spearman()),
          correlation(it.lowestSpearman()),
          painted(it.meanLoss()),
          painted(it.worstLoss()));
    }
    return table;
  }

  /** What a group's plans are for, and how well they are ranked. */
  String heading(PlanGroup group) {
    Scenario scenario = group.scenario();
    return "%s on %d %s, batch %d x %d (%s): %d plans, Spearman %s, loss %s"
        .formatted(
            scenario.model().name(),
            scenario.cluster().devices(),
            scenario.cluster().device().id(),
            scenario.workload().globalBatch(),
            scenario.workload().sequence(),
            group.family(),
            group.plans().size(),
            correlation(group.spearman()),
            palette.strong(Numbers.percent(group.loss())));
  }

  /**
   * Which of its plans are taken for each other: the first choice, the best one and the one
   * furthest from its place.
   */
  List<String> confused(PlanGroup group) {
    return Stream.of(group.firstChoice(), group.best(), group.furthestFromItsPlace())
        .distinct()
        .map(it -> line(group, it))
        .toList();
  }

  private static String line(PlanGroup group, RankedPlan plan) {
    return "predicted number %d with %s, measured number %d with %s: %s (%s)"
        .formatted(
            group.predictedPlace(plan),
            Numbers.with(plan.predicted(), "s"),
            group.measuredPlace(plan),
            Numbers.with(plan.measured(), "s"),
            new PlanText(plan.plan()).line(),
            String.join(", ", plan.cases()));
  }

  private String painted(double loss) {
    String text = Numbers.percent(loss);
    return loss <= GOOD ? palette.good(text) : loss > BAD ? palette.bad(text) : text;
  }

  private static String correlation(OptionalDouble spearman) {
    return spearman.isPresent()
        ? String.format(Locale.ROOT, "%.3f", spearman.getAsDouble())
        : UNKNOWN;
  }
}
