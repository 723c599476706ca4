package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;

/**
 * The third speed: what {@link TrainingEstimator} says of a plan, for searches that ask for
 * hundreds of thousands in a second. A plan is four choices; what each costs is prepared once and
 * kept, and plans are evaluated by putting prepared parts together.
 *
 * <pre>{@code
 * PlanCosts costs = PlanCosts.calibrated(scenario);
 * PlanLayout layout = costs.layout(strategy, pipelining);
 * PassCosts passes = costs.passes(layout, layers, replicas);
 * ReplicaCosts exchanges = costs.replicas(layout, replicas, passes.microBatches());
 * costs.evaluate(layout, passes, exchanges, figures);   // allocates nothing
 * }</pre>
 *
 * <p>All plans use all devices of the scenario's cluster. An instance serves one thread; a search
 * has one for each.
 */
public interface PlanCosts {

  /** Where the layers are and in what order stages work. */
  PlanLayout layout(ParallelStrategy strategy, Pipelining pipelining);

  /**
   * What the passes of a micro-batch take in the chunks of a layout.
   *
   * @param replicas matter where weights are gathered or gradients scattered in each pass
   */
  PassCosts passes(PlanLayout layout, LayerStrategy layers, ReplicaStrategy replicas);

  /**
   * What replicas exchange, update and keep.
   *
   * @param microBatches of an iteration on each replica; it only matters whether there are several
   */
  ReplicaCosts replicas(PlanLayout layout, ReplicaStrategy replicas, int microBatches);

  /**
   * Costs a plan: time, memory and energy.
   *
   * @param figures gets the result
   */
  void evaluate(PlanLayout layout, PassCosts passes, ReplicaCosts replicas, PlanFigures figures);

  /** Seconds below which no plan with these degrees gets. */
  double leastSeconds(ParallelStrategy strategy);

  /**
   * Seconds below which no plan with these degrees gets that works through its layers so.
   *
   * @param atMost seconds of the plans that are of interest: no plan that takes less than these
   *     takes less than the result
   */
  double leastSeconds(ParallelStrategy strategy, LayerStrategy layers, double atMost);

  /**
   * Seconds below which no plan gets that is made of these, whatever its replicas do.
   *
   * @param atMost seconds of the plans that are of interest: no plan that takes less than these
   *     takes less than the result
   */
  double leastSeconds(PlanLayout layout, PassCosts passes, double atMost);

  /**
   * Seconds below which no plan gets that is made of these, with what its replicas do.
   *
   * @param leastSeconds what {@link #leastSeconds(PlanLayout, PassCosts, double)} says, whatever
   *     replicas do
   */
  double leastSeconds(PlanLayout layout, ReplicaCosts replicas, double leastSeconds);

  /**
   * Joules below which no plan gets that is made of these.
   *
   * @param leastSeconds below which it does not get either
   */
  double leastJoules(PlanLayout layout, PassCosts passes, double leastSeconds);

  /** Bytes below which the fullest stage does not get, whatever its passes keep. */
  double leastBytes(PlanLayout layout, ReplicaCosts replicas);

  /**
   * Bytes below which the fullest stage does not get with these passes; infinite where host memory
   * does not hold what they offload. It takes no simulation; for schedules whose passes have one
   * order whatever they take, it is what {@link #evaluate} says.
   */
  double leastBytes(PlanLayout layout, PassCosts passes, ReplicaCosts replicas);

  /**
   * Whether a plan may fit, by all orders that its passes have at some clock: sharper than {@link
   * #leastBytes(PlanLayout, PassCosts, ReplicaCosts)} where the order depends on what passes take,
   * but not before that is simulated.
   */
  boolean mayFit(PlanLayout layout, PassCosts passes, ReplicaCosts replicas);

  /** The same for another thread, with which it shares what is prepared. */
  PlanCosts forAnotherThread();

  /** The same bound for plans of any time. */
  default double leastSeconds(ParallelStrategy strategy, LayerStrategy layers) {
    return leastSeconds(strategy, layers, Double.POSITIVE_INFINITY);
  }

  /** Bytes that a device's memory has. */
  double capacityBytes();

  /** Of a scenario, with the cost model and the parameters that ship. */
  static PlanCosts calibrated(Scenario scenario) {
    return with(scenario, Calibration.bundled());
  }

  /** Of a scenario, with the cost model that ships and some parameters. */
  static PlanCosts with(Scenario scenario, Calibration calibration) {
    return new PlanCosting(
        scenario.with(calibration.framework(scenario.framework())),
        CalibratedCostModel.of(calibration, scenario.cluster(), new ArrayList<>()));
  }
}
