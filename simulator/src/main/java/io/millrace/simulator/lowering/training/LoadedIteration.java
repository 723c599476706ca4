package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import java.util.List;

/**
 * An iteration at the clock that its own load leaves: it is simulated on cool devices, which tells
 * what they are busy with, and once more at the clock that goes with that.
 *
 * @param context at that clock
 * @param stages what the stages do
 * @param simulation of them
 * @param result of the simulation, without a timeline
 */
record LoadedIteration(
    TrainingContext context,
    List<StageWork> stages,
    IterationSimulation simulation,
    IterationSimulation.Result result) {

  /** Finds the clock. */
  static LoadedIteration of(TrainingContext cool, String name) {
    LoadedIteration first = at(cool, name);
    CostModel loaded = cool.costs().under(load(first.result.outcome()));
    return loaded == cool.costs() ? first : at(cool.with(loaded), name);
  }

  private static LoadedIteration at(TrainingContext context, String name) {
    List<StageWork> stages =
        new StageDescriptions(context).stages(PipelineSchedules.of(context.plan()).placement());
    IterationSimulation simulation = new IterationSimulation(context, stages, name);
    return new LoadedIteration(context, stages, simulation, simulation.folded());
  }

  private static Load load(IterationOutcome outcome) {
    return load(outcome.parts(outcome.bottleneck()), outcome.seconds());
  }

  /**
   * What the stage that waits least is busy with; what is computed again is like the rest.
   *
   * @param parts of the iteration on that stage, by {@link TimePart#ordinal()}
   */
  static Load load(double[] parts, double seconds) {
    double matrix = parts[TimePart.MATRIX_PRODUCTS.ordinal()];
    double attention = parts[TimePart.ATTENTION.ordinal()];
    double memory = parts[TimePart.ELEMENT_WISE.ordinal()];
    double once = matrix + attention + memory;
    if (once == 0) {
      return Load.NONE;
    }
    double again = 1 + parts[TimePart.RECOMPUTATION.ordinal()] / once;
    return new Load(
        again * matrix / seconds,
        again * attention / seconds,
        (again * memory + parts[TimePart.OPTIMIZER.ordinal()]) / seconds);
  }
}
