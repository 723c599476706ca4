package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** No bound of a plan's time, energy or memory is above what the plan costs. */
class PlanBoundsProperties {
  /** What sums in another order may differ by. */
  private static final double ROUNDING = 1e-9;

  /** How far above a plan's time the limit is of the plans that are of interest. */
  private static final List<Double> LIMITS = List.of(1.0, 1.25, 4.0, Double.POSITIVE_INFINITY);

  @Property(tries = 100)
  void noBoundIsAboveWhatAPlanCosts(@ForAll long seed) {
    bounded(seed, 20);
  }

  @Property(tries = 2500)
  @Tag("slow")
  void noneIsForAHundredThousandPlans(@ForAll long seed) {
    bounded(seed, 40);
  }

  /** Tensor-parallel exchanges of a backward pass whose activations come back from the host. */
  @Example
  void whatWaitsForActivationsSparesExchangesTheHost() {
    bounded(1524020680880555195L, 20);
  }

  private static void bounded(long seed, int plans) {
    DrawnPlans drawn = DrawnPlans.of(seed);
    PlanCosts costs = PlanCosts.calibrated(drawn.scenario());
    PlanFigures figures = new PlanFigures();
    for (int i = 0; i < plans; i++) {
      TrainingPlan plan = drawn.next();
      PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
      PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
      ReplicaCosts replicas = costs.replicas(layout, plan.replicas(), passes.microBatches());
      costs.evaluate(layout, passes, replicas, figures);
      double seconds = figures.seconds() * (1 + ROUNDING);
      ParallelStrategy degrees = plan.strategy();
      double joules = figures.joules();
      double bytes = figures.fullestBytes() * (1 + ROUNDING);

      assertThat(costs.leastSeconds(degrees)).as("arithmetic of %s", plan).isLessThan(seconds);
      for (double limit : LIMITS) {
        double atMost = limit * seconds;
        assertThat(costs.leastSeconds(degrees, plan.layers(), atMost))
            .as("kernels of %s within %s s", plan, atMost)
            .isLessThan(seconds);
        double least = costs.leastSeconds(layout, passes, atMost);
        assertThat(least).as("passes of %s within %s s", plan, atMost).isLessThan(seconds);
        assertThat(costs.leastSeconds(layout, replicas, least))
            .as("all of %s within %s s", plan, atMost)
            .isLessThan(seconds);
      }
      assertThat(costs.leastBytes(layout, replicas)).as("%s", plan).isLessThan(bytes);
      double leastBytes = costs.leastBytes(layout, passes, replicas);
      if (Double.isInfinite(leastBytes)) {
        assertThat(figures.fits()).as("%s", plan).isFalse();
      } else {
        assertThat(leastBytes).as("%s", plan).isLessThan(bytes);
      }
      if (figures.fits()) {
        assertThat(costs.mayFit(layout, passes, replicas)).as("%s", plan).isTrue();
      }
      if (!Double.isNaN(joules)) {
        double least = costs.leastSeconds(layout, passes, Double.POSITIVE_INFINITY);
        assertThat(costs.leastJoules(layout, passes, least))
            .as("energy of %s", plan)
            .isLessThan(joules * (1 + ROUNDING));
      }
    }
  }
}
