package io.millrace.planner;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.Goal;
import io.millrace.planner.search.Setting;
import io.millrace.simulator.Estimator;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.range.RangeMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Simulates the plans that a search found best, which ranks them anew. */
final class Resimulation {
  /** How many of the best plans get a range beside their time. */
  private static final int WITH_RANGE = 2;

  private final Settings settings;
  private final Calibration calibration;
  private final Simulator plain;
  private final Simulator ranging;

  Resimulation(Settings settings, Calibration calibration) {
    this.settings = settings;
    this.calibration = calibration;
    this.plain = Simulator.with(calibration, RangeMethod.none());
    this.ranging = Simulator.with(calibration, RangeMethod.firstOrder());
  }

  /**
   * Plans with their simulations, those that fit first, the best of them first. The first few get
   * their range, which takes a simulation for each parameter.
   */
  List<PlannedRun> ranked(List<Found> plans) {
    List<Simulated> ranked =
        plans.parallelStream()
            .map(it -> new Simulated(it, estimated(it).with(simulate(plain, it))))
            .sorted(
                Comparator.comparing((Simulated it) -> !it.run().fits()).thenComparing(this::value))
            .toList();
    return IntStream.range(0, ranked.size())
        .mapToObj(
            it ->
                it < WITH_RANGE
                    ? ranked.get(it).run().with(simulate(ranging, ranked.get(it).found()))
                    : ranked.get(it).run())
        .toList();
  }

  private record Simulated(Found found, PlannedRun run) {}

  /** Plans with their estimates only. */
  List<PlannedRun> estimated(List<Found> plans) {
    return plans.stream().map(this::estimated).toList();
  }

  /** The scenario's own plan, if it has one. */
  Optional<PlannedRun> own() {
    Scenario scenario = settings.request().scenario();
    return scenario
        .plan()
        .map(plan -> costed(scenario, plan).with(ranging.simulate(scenario, plan, false).report()));
  }

  private static SimulationReport simulate(Simulator simulator, Found found) {
    return simulator.simulate(found.setting().scenario(), found.plan(), false).report();
  }

  private double value(Simulated simulated) {
    SimulationReport report = simulated.run().simulated().orElseThrow();
    return switch (settings.request().objective()) {
      case TIME -> report.iterationTime().value();
      case COST, TOKENS_PER_DOLLAR -> report.costPerMillionTokens().orElseThrow().value();
      case ENERGY -> report.energy().orElseThrow().value();
    };
  }

  private PlannedRun estimated(Found found) {
    Setting setting = found.setting();
    return run(
        setting.scenario(),
        setting.goal(),
        found.plan(),
        found.seconds(),
        found.joules(),
        found.fullestBytes());
  }

  private PlannedRun costed(Scenario scenario, TrainingPlan plan) {
    PlanCosts costs = PlanCosts.with(scenario, calibration);
    PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    PlanFigures figures = new PlanFigures();
    costs.evaluate(
        layout, passes, costs.replicas(layout, plan.replicas(), passes.microBatches()), figures);
    return run(
        scenario,
        settings.goal(scenario),
        plan,
        figures.seconds(),
        figures.joules(),
        figures.fullestBytes());
  }

  private PlannedRun run(
      Scenario scenario,
      Goal goal,
      TrainingPlan plan,
      double seconds,
      double joules,
      double fullest) {
    double dollars = goal.dollarsPerMillionTokens(seconds);
    Estimate estimate = Estimator.with(scenario, calibration).estimate(plan);
    return new PlannedRun(
        plan,
        scenario.cluster().devices(),
        scenario.workload().precision(),
        new PlannedRun.Estimated(
            seconds,
            estimate.breakdown(),
            estimate.bottleneck(),
            known(dollars),
            known(joules / scenario.workload().tokens()),
            Bytes.of(fullest),
            settings.request().scenario().cluster().device().mainMemory().capacity()),
        Optional.empty());
  }

  private static OptionalDouble known(double figure) {
    return Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }
}
