package io.millrace.simulator.lowering.training;

import io.millrace.model.layout.StageLayout;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Placement;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the simulator makes of a plan's pipeline, for those who run it elsewhere.
 *
 * @param placement which stage holds which virtual stage
 * @param stageLayers layers of each virtual stage in the order of the forward pass; those of the
 *     plan, or what it is spread to where it does not say
 * @param orders the passes of each stage in their order
 */
public record PipelineProgram(
    Placement placement, List<Integer> stageLayers, List<List<Slot>> orders) {

  /** Copies the lists. */
  public PipelineProgram {
    stageLayers = List.copyOf(stageLayers);
    orders = orders.stream().map(List::copyOf).toList();
  }

  /**
   * The program of a plan.
   *
   * @param costs asked for only where a schedule looks at what passes take
   */
  public static PipelineProgram of(
      Scenario scenario, TrainingPlan plan, Supplier<CostModel> costs) {
    KnownOrders orders = new KnownOrders(PipelineSchedules.of(plan));
    int stages = plan.strategy().pipeline();
    int chunks = stages > 1 ? plan.virtualStages() : 1;
    PipelineShape shape =
        new PipelineShape(stages, plan.microBatches(scenario.workload().globalBatch()), chunks);
    PassTimes times =
        stages > 1 && plan.schedule().splitsBackward()
            ? times(scenario, plan, orders, costs.get())
            : PassTimes.EQUAL;
    return new PipelineProgram(
        orders.schedule().placement(), layers(scenario, plan), orders.of(shape, times));
  }

  /** Layers of each virtual stage. */
  public static List<Integer> layers(Scenario scenario, TrainingPlan plan) {
    return StageLayout.of(scenario.model(), scenario.workload(), plan).layers();
  }

  /** What passes take at the clock of the simulated iteration, so that the order is its order. */
  private static PassTimes times(
      Scenario scenario, TrainingPlan plan, KnownOrders orders, CostModel costs) {
    TrainingContext context =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            plan,
            costs);
    return StageDescriptions.means(LoadedIteration.of(context, orders, scenario.name()).stages());
  }
}
