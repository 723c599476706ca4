package io.millrace.scenarios.check;

import io.millrace.model.scenario.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Plans that were measured for the same thing, so that whoever chooses one has these to choose
 * from: one model on one cluster, of equal batch, sequence and precision, on one software line.
 *
 * @param family of the cases
 * @param scenario one of them; what the others have in common with it is all but the plan
 * @param plans at least {@link #FEWEST}, each once
 */
public record PlanGroup(String family, Scenario scenario, List<RankedPlan> plans) {
  /** With fewer plans there is not much to rank. */
  public static final int FEWEST = 3;

  /** Checks that there is something to rank. */
  public PlanGroup {
    plans = List.copyOf(plans);
    if (plans.size() < FEWEST) {
      throw new IllegalArgumentException("plans to rank: " + plans.size());
    }
  }

  /** The plan predicted fastest; of several the one measured slowest. */
  public RankedPlan firstChoice() {
    return plans.stream()
        .min(
            Comparator.comparingDouble(RankedPlan::predicted)
                .thenComparing(Comparator.comparingDouble(RankedPlan::measured).reversed()))
        .orElseThrow();
  }

  /** The plan measured fastest. */
  public RankedPlan best() {
    return plans.stream().min(Comparator.comparingDouble(RankedPlan::measured)).orElseThrow();
  }

  /** By how much longer the first choice ran than the best plan, as a share. */
  public double loss() {
    return firstChoice().measured() / best().measured() - 1;
  }

  /** Rank correlation of measured and predicted; absent where all plans are equally fast. */
  public OptionalDouble spearman() {
    return RankCorrelation.of(values(RankedPlan::measured), values(RankedPlan::predicted));
  }

  private double[] values(ToDoubleFunction<RankedPlan> time) {
    return plans.stream().mapToDouble(time).toArray();
  }

  /** Whether each plan's predicted place is its measured one. */
  public boolean isRankedAsMeasured() {
    return plans.stream().allMatch(it -> predictedPlace(it) == measuredPlace(it));
  }

  /** The plan whose predicted place among all is furthest from its measured one. */
  public RankedPlan furthestFromItsPlace() {
    return plans.stream()
        .max(Comparator.comparingInt(it -> Math.abs(predictedPlace(it) - measuredPlace(it))))
        .orElseThrow();
  }

  /** One for the plan predicted fastest. */
  public int predictedPlace(RankedPlan plan) {
    return place(plan, RankedPlan::predicted);
  }

  /** One for the plan measured fastest. */
  public int measuredPlace(RankedPlan plan) {
    return place(plan, RankedPlan::measured);
  }

  private int place(RankedPlan plan, ToDoubleFunction<RankedPlan> time) {
    double own = time.applyAsDouble(plan);
    return 1 + (int) plans.stream().filter(it -> time.applyAsDouble(it) < own).count();
  }
}
