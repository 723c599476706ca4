package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * An iteration at the clock that its own load leaves: it is simulated on cool devices, which tells
 * what they are busy with, and once more at the clock that goes with that.
 *
 * @param context at that clock
 * @param stages what the stages do
 * @param simulation of them
 * @param result of the simulation, without a timeline
 * @param cool the iteration on cool devices, if the clock is another
 */
record LoadedIteration(
    TrainingContext context,
    List<StageWork> stages,
    IterationSimulation simulation,
    IterationSimulation.Result result,
    Optional<LoadedIteration> cool) {

  /** Finds the clock. */
  static LoadedIteration of(TrainingContext cool, String name) {
    return of(cool, new KnownOrders(PipelineSchedules.of(cool.plan())), name);
  }

  /**
   * Finds the clock.
   *
   * @param orders of the plan's schedule
   * @param name of the scenario, for messages
   */
  static LoadedIteration of(TrainingContext cool, KnownOrders orders, String name) {
    LoadedIteration first = at(cool, orders, name, Optional.empty());
    IterationOutcome outcome = first.result.outcome();
    int busiest = busiest(first.stages.size(), outcome::parts);
    Load load = load(outcome.parts(busiest), outcome.seconds());
    CostModel loaded = cool.costs().under(load);
    return loaded == cool.costs() ? first : at(cool.with(loaded), orders, name, Optional.of(first));
  }

  private static LoadedIteration at(
      TrainingContext context, KnownOrders orders, String name, Optional<LoadedIteration> cool) {
    List<StageWork> stages = new StageDescriptions(context).stages(orders.schedule().placement());
    IterationSimulation simulation = new IterationSimulation(context, stages, orders, name);
    return new LoadedIteration(context, stages, simulation, simulation.folded(), cool);
  }

  /**
   * The stage that computes longest, whatever else it does.
   *
   * @param parts of the iteration on a stage, by {@link TimePart#ordinal()}
   */
  static int busiest(int stages, IntFunction<double[]> parts) {
    int most = 0;
    double longest = 0;
    for (int stage = 0; stage < stages; stage++) {
      double busy = busySeconds(parts.apply(stage));
      if (busy > longest * (1 + 1e-9)) {
        longest = busy;
        most = stage;
      }
    }
    return most;
  }

  /** Seconds in which a stage with these parts computes. */
  static double busySeconds(double[] parts) {
    return parts[TimePart.MATRIX_PRODUCTS.ordinal()]
        + parts[TimePart.ATTENTION.ordinal()]
        + parts[TimePart.ELEMENT_WISE.ordinal()]
        + parts[TimePart.RECOMPUTATION.ordinal()]
        + parts[TimePart.OPTIMIZER.ordinal()];
  }

  /**
   * What the stage that computes longest is busy with; what is computed again is like the rest.
   *
   * @param parts of the iteration on that stage, by {@link TimePart#ordinal()}
   */
  static Load load(double[] parts, double seconds) {
    double matrix = parts[TimePart.MATRIX_PRODUCTS.ordinal()];
    double attention = parts[TimePart.ATTENTION.ordinal()];
    double memory = parts[TimePart.ELEMENT_WISE.ordinal()];
    double once = matrix + attention + memory;
    if (once == 0) {
      return new Load(0, 0, parts[TimePart.OPTIMIZER.ordinal()] / seconds);
    }
    double again = 1 + parts[TimePart.RECOMPUTATION.ordinal()] / once;
    return new Load(
        again * matrix / seconds,
        again * attention / seconds,
        (again * memory + parts[TimePart.OPTIMIZER.ordinal()]) / seconds);
  }

  /**
   * Mean share of its design power that a device draws.
   *
   * @param parts of the iteration on each stage, by {@link TimePart#ordinal()}
   */
  static double draw(int stages, IntFunction<double[]> parts, double seconds, CostModel costs) {
    double sum = 0;
    for (int stage = 0; stage < stages; stage++) {
      Load load = load(parts.apply(stage), seconds);
      sum += costs.draw(load.matrix(), load.attention(), load.memory());
    }
    return sum / stages;
  }
}
