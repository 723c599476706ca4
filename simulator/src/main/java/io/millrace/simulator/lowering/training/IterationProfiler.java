package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Demand;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Roofline;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.simulator.report.KernelUse;
import io.millrace.simulator.report.StageProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks inside the stages of an iteration: the steps that were simulated, counted and priced. */
public final class IterationProfiler {
  private final Scenario scenario;
  private final CostModel costs;

  /**
   * Prepares profiles.
   *
   * @param costs of the scenario's cluster
   */
  public IterationProfiler(Scenario scenario, CostModel costs) {
    this.scenario = scenario;
    this.costs = costs;
  }

  /** Of an iteration under a plan, at the clock that its load leaves. */
  public IterationProfile profile(TrainingPlan plan) {
    TrainingContext cool =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            plan,
            costs);
    LoadedIteration loaded = LoadedIteration.of(cool, scenario.name());
    TrainingContext context = loaded.context();
    // Only a whole run knows what its links carried.
    IterationOutcome outcome = loaded.simulation().unfolded().outcome();
    LinkUses links =
        new LinkUses(context, loaded.stages(), PipelineSchedules.of(plan).placement(), outcome);
    List<StageProfile> stages = new ArrayList<>();
    for (int stage = 0; stage < loaded.stages().size(); stage++) {
      StageWork work = loaded.stages().get(stage);
      stages.add(new StageProfile(stage, kernels(context, work), links.of(stage)));
    }
    return new IterationProfile(outcome.seconds(), outcome.bottleneck(), stages, roofs(stages));
  }

  private record Kind(String name, TimePart part, Operation operation) {}

  private static List<KernelUse> kernels(TrainingContext context, StageWork work) {
    Map<Kind, Long> counts = new LinkedHashMap<>();
    for (Chunk chunk : work.chunks()) {
      for (List<Step> pass : steps(context, chunk).values()) {
        for (Step step : pass) {
          if (step instanceof Step.Kernel kernel) {
            Kind kind = new Kind(kernel.name(), kernel.part(), kernel.operation());
            counts.merge(kind, (long) context.microBatches(), Long::sum);
          }
        }
      }
    }
    Operation update = new OptimizerWork(context).operation(work.allParameters());
    counts.put(new Kind("optimizer", TimePart.OPTIMIZER, update), 1L);
    return counts.entrySet().stream()
        .map(it -> use(context, it.getKey(), it.getValue()))
        .sorted(Comparator.comparingDouble(KernelUse::allSeconds).reversed())
        .toList();
  }

  private static KernelUse use(TrainingContext context, Kind kind, long count) {
    KernelCost cost = context.costs().cost(kind.operation());
    return new KernelUse(
        kind.name(), kind.part(), count, Demand.of(kind.operation()), cost.seconds());
  }

  static Map<PassKind, List<Step>> steps(TrainingContext context, Chunk chunk) {
    return PassSteps.of(context, chunk, new ChunkWork(context, chunk));
  }

  private List<Roofline> roofs(List<StageProfile> stages) {
    return stages.stream()
        .flatMap(stage -> stage.kernels().stream())
        .map(kernel -> kernel.demand().format())
        .flatMap(Optional::stream)
        .distinct()
        .map(format -> Roofline.of(scenario.cluster().device(), format))
        .sorted(Comparator.comparingDouble(Roofline::flopsPerSecond).reversed())
        .toList();
  }
}
