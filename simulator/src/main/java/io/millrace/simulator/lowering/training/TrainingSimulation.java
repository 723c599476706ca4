package io.millrace.simulator.lowering.training;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.report.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Simulates one training iteration of a scenario under a plan. */
public final class TrainingSimulation {
  private final Scenario scenario;
  private final TrainingContext context;
  private final List<Assumption> assumptions;
  private final KnownOrders orders;
  private @Nullable LoadedIteration iteration;
  private @Nullable Optional<NearbyLoadedIteration> nearby;

  /**
   * Prepares a simulation.
   *
   * @param assumptions what was assumed so far; the report lists them
   */
  public TrainingSimulation(
      Scenario scenario, TrainingPlan plan, CostModel costs, List<Assumption> assumptions) {
    this.scenario = scenario;
    this.context = context(scenario, plan, costs);
    this.orders = new KnownOrders(PipelineSchedules.of(plan));
    List<Assumption> all = new ArrayList<>(assumptions);
    all.addAll(Limits.of(context));
    this.assumptions = List.copyOf(all);
  }

  private static TrainingContext context(Scenario scenario, TrainingPlan plan, CostModel costs) {
    return new TrainingContext(
        scenario.cluster(),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        plan,
        costs);
  }

  /** Runs it for its time alone. */
  public double seconds() {
    return iteration().result().outcome().seconds();
  }

  /**
   * The time that the same plan takes with other costs, or in a framework with other times. What
   * does not depend on these is shared with this simulation. Different threads may ask.
   */
  public double secondsWith(Scenario other, CostModel costs) {
    return LoadedIteration.of(context(other, context.plan(), costs), orders, other.name())
        .result()
        .outcome()
        .seconds();
  }

  /**
   * About what {@link #secondsWith} gives, where costs and times differ a little: to first order
   * right, and several times faster. Empty where that takes a simulation.
   */
  public OptionalDouble secondsNear(Scenario other, CostModel costs) {
    return nearby()
        .map(it -> it.seconds(context(other, context.plan(), costs)))
        .orElseGet(OptionalDouble::empty);
  }

  private synchronized Optional<NearbyLoadedIteration> nearby() {
    Optional<NearbyLoadedIteration> known = nearby;
    if (known == null) {
      known = NearbyLoadedIteration.of(iteration(), orders.schedule().placement());
      nearby = known;
    }
    return known;
  }

  private synchronized LoadedIteration iteration() {
    LoadedIteration known = iteration;
    if (known == null) {
      known = LoadedIteration.of(context, orders, scenario.name());
      iteration = known;
    }
    return known;
  }

  /**
   * Runs it.
   *
   * @param withTimeline whether to keep what ran when
   * @param range of the time
   */
  public Simulation run(boolean withTimeline, Range range) {
    LoadedIteration iteration = iteration();
    List<StageWork> stages = iteration.stages();
    IterationSimulation.Result run =
        withTimeline ? iteration.simulation().withTimeline() : iteration.result();
    IterationOutcome result = run.outcome();
    List<MemoryUse> memory = new ArrayList<>();
    MemoryAccount account = new MemoryAccount(context);
    for (int stage = 0; stage < stages.size(); stage++) {
      memory.add(account.of(stage, stages.get(stage), result.peakActivations(stage)));
    }
    ReportWriter writer = new ReportWriter(scenario, context, assumptions);
    return new Simulation(
        writer.report(
            new ReportWriter.Findings(
                result.seconds(),
                Breakdown.of(result.parts(result.bottleneck())),
                result.bottleneck(),
                result.draw(iteration.context().costs()),
                memory,
                HostMemory.of(context, stages),
                result.events()),
            range),
        run.timeline());
  }
}
