package io.millrace.scenarios.check;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.model.workload.TrainingPrecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well predictions choose among plans, which is another question than how far off they are.
 *
 * <p>Runs of other global batches are not compared, though seconds per token could be: whoever
 * measured several batches changed the plan with them, and a larger batch is no choice that a plan
 * makes.
 *
 * @param groups plans that somebody could have chosen from, in the order of the input
 */
public record Ranking(List<PlanGroup> groups) {
  private static final Comparator<PlanGroup> WORST =
      Comparator.comparingDouble(PlanGroup::loss)
          .reversed()
          .thenComparingDouble(it -> it.spearman().orElse(1));

  /** Copies the list. */
  public Ranking {
    groups = List.copyOf(groups);
  }

  /** What cases have in common whose plans compete; the release of the software may differ. */
  private record Question(
      String family,
      Cluster cluster,
      ModelArchitecture model,
      FrameworkProfile framework,
      int globalBatch,
      int sequence,
      TrainingPrecision precision,
      boolean compiled,
      Optional<String> task) {

    static Question of(CaseResult.Predicted predicted) {
      Scenario scenario = predicted.scenario();
      Training workload = scenario.workload();
      return new Question(
          predicted.family(),
          scenario.cluster(),
          scenario.model(),
          scenario.framework(),
          workload.globalBatch(),
          workload.sequence(),
          workload.precision(),
          workload.compiled(),
          workload.task());
    }
  }

  /** The groups of at least {@link PlanGroup#FEWEST} plans among the scored cases. */
  public static Ranking of(CheckResult result) {
    Map<Question, List<CaseResult.Predicted>> questions = new LinkedHashMap<>();
    for (CaseResult.Predicted it : result.scored(Metric.ITERATION_TIME)) {
      questions.computeIfAbsent(Question.of(it), key -> new ArrayList<>()).add(it);
    }
    List<PlanGroup> groups = new ArrayList<>();
    for (List<CaseResult.Predicted> cases : questions.values()) {
      Map<TrainingPlan, List<CaseResult.Predicted>> plans = new LinkedHashMap<>();
      for (CaseResult.Predicted it : cases) {
        plans.computeIfAbsent(it.scenario().plan().orElseThrow(), key -> new ArrayList<>()).add(it);
      }
      if (plans.size() >= PlanGroup.FEWEST) {
        CaseResult.Predicted one = cases.getFirst();
        groups.add(
            new PlanGroup(
                one.family(),
                one.scenario(),
                plans.values().stream().map(RankedPlan::of).toList()));
      }
    }
    return new Ranking(groups);
  }

  /** A summary for each family in the order of the input, then one over all groups. */
  public List<RankingSummary> summaries() {
    Map<String, List<PlanGroup>> families = new LinkedHashMap<>();
    for (PlanGroup group : groups) {
      families.computeIfAbsent(group.family(), key -> new ArrayList<>()).add(group);
    }
    List<RankingSummary> summaries = new ArrayList<>();
    families.forEach((family, members) -> summaries.add(RankingSummary.of(family, members)));
    if (!groups.isEmpty()) {
      summaries.add(RankingSummary.of(Summary.ALL, groups));
    }
    return summaries;
  }

  /**
   * The worst group of each family, unless it is ranked as measured: the one whose first choice
   * loses most, of equal ones the one with the lowest correlation.
   */
  public List<PlanGroup> worstOfEachFamily() {
    Map<String, PlanGroup> worst = new LinkedHashMap<>();
    for (PlanGroup group : groups) {
      worst.merge(
          group.family(), group, (one, other) -> WORST.compare(other, one) < 0 ? other : one);
    }
    return worst.values().stream().filter(it -> !it.isRankedAsMeasured()).sorted(WORST).toList();
  }
}
