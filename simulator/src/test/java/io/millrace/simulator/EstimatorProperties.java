package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.range.RangeMethod;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Formulas and events agree; the plans are drawn from a seed. */
class EstimatorProperties {
  private static final Simulator SIMULATOR =
      Simulator.with(Calibration.bundled(), RangeMethod.none());

  /** Percent; one of ten thousand drawn plans is further off than one percent. */
  private static final double EXACT = 1.5;

  /** Where an estimate names an approximation it may be further off, but not by much. */
  private static final double APPROXIMATE = 4;

  @Property(tries = 300)
  void formulasAgreeWithEvents(@ForAll long seed) {
    Scenario scenario = draw(new Random(seed)).scenario();
    TrainingPlan plan = scenario.plan().orElseThrow();
    Estimate estimate = Estimator.calibrated(scenario).estimate(plan);
    double simulated = report(scenario).iterationTime().value();

    Statistics.label("method").collect(estimate.method());
    Statistics.label("exact").collect(estimate.exact());
    assertThat(estimate.seconds())
        .as("%s, %s", plan, estimate)
        .isCloseTo(simulated, withPercentage(estimate.exact() ? EXACT : APPROXIMATE));
  }

  @Property(tries = 150)
  void plansOfAllKindsAreEstimatedWell(@ForAll long seed) {
    Scenario scenario = SamplePlans.draw(seed).scenario();
    Estimate estimate = Estimator.calibrated(scenario).estimate(scenario.plan().orElseThrow());
    double simulated = report(scenario).iterationTime().value();

    assertThat(estimate.seconds())
        .as("%s", estimate)
        .isCloseTo(simulated, withPercentage(estimate.exact() ? EXACT : APPROXIMATE));
  }

  @Property(tries = 100)
  void memoryIsThatOfTheSimulation(@ForAll long seed) {
    Scenario scenario = draw(new Random(seed)).scenario();
    Estimate estimate = Estimator.calibrated(scenario).estimate(scenario.plan().orElseThrow());
    SimulationReport report = report(scenario);

    assertThat(estimate.memory()).isEqualTo(report.memory());
    assertThat(estimate.fits()).isEqualTo(report.feasible());
  }

  /** The same work is to be done, so what it draws on average differs as the iterations do. */
  @Property(tries = 60)
  void devicesDrawAsMuchAsInTheSimulation(@ForAll long seed) {
    Scenario scenario = SamplePlans.draw(seed).scenario();
    Estimate estimate = Estimator.calibrated(scenario).estimate(scenario.plan().orElseThrow());
    SimulationReport report = report(scenario);
    double watts =
        scenario.cluster().device().thermalDesignPower().orElseThrow().watts()
            * scenario.cluster().devices();
    double drawn = report.energy().orElseThrow().value() / report.iterationTime().value();

    assertThat(estimate.draw())
        .isCloseTo(drawn / watts, withPercentage(estimate.exact() ? 1.1 : APPROXIMATE));
  }

  @Property(tries = 60)
  void theBreakdownAddsUpToTheIteration(@ForAll long seed) {
    Scenario scenario = draw(new Random(seed)).scenario();
    Estimate estimate = Estimator.calibrated(scenario).estimate(scenario.plan().orElseThrow());
    double sum = estimate.breakdown().values().stream().mapToDouble(Double::doubleValue).sum();

    assertThat(sum).isCloseTo(estimate.seconds(), within(1e-9 * estimate.seconds()));
  }

  /** What was estimated before leaves no trace. */
  @Property(tries = 30)
  void theOrderOfQuestionsDoesNotMatter(@ForAll long seed) {
    Sample sample = draw(new Random(seed));
    TrainingPlan plan = sample.scenario().plan().orElseThrow();
    Estimator estimator = Estimator.calibrated(sample.scenario());
    Estimate fresh = estimator.estimate(plan);
    estimator.estimate(sample.with("plan.recompute", "full").scenario().plan().orElseThrow());

    assertThat(estimator.estimate(plan)).isEqualTo(fresh);
  }

  private static SimulationReport report(Scenario scenario) {
    return SIMULATOR.simulate(scenario, scenario.plan().orElseThrow(), false).report();
  }

  /** Schedules with formulas; even and uneven stages, all ways in which replicas exchange. */
  private static Sample draw(Random random) {
    int pipeline = one(random, 1, 2, 4, 8);
    int virtualStages = pipeline == 1 ? 1 : one(random, 1, 1, 2, 4);
    int data = one(random, 1, 2, 8);
    int tensor = one(random, 1, 2, 8);
    int groups = one(random, 1, 2, 3, 8);
    int microBatches = virtualStages > 1 ? pipeline * groups : one(random, 1, 3, 8, 20);
    int microBatch = one(random, 1, 2);
    String schedule = virtualStages > 1 ? "interleaved" : one(random, "1f1b", "1f1b", "gpipe");
    return one(random, Sample.gpt(), Sample.llama())
        .with("model.hidden", one(random, 2048, 4096))
        .with("model.layers", pipeline * virtualStages * one(random, 1, 2, 4))
        .with("plan.data", data)
        .with("plan.tensor", tensor)
        .with("plan.pipeline", pipeline)
        .with("plan.virtualStages", virtualStages)
        .with("plan.microBatch", microBatch)
        .with("plan.schedule", schedule)
        .with("plan.sequenceParallel", tensor > 1 && random.nextBoolean())
        .with("plan.sharding", one(random, "none", "zero1", "zero3"))
        .with("plan.recompute", one(random, "none", "selective", "full"))
        .with(
            "workload.framework",
            one(random, "generic", "megatron-lm-2021", "megatron-core-2024", "torchtitan"))
        .with("workload.globalBatch", data * microBatches * microBatch);
  }

  @SafeVarargs
  private static <T> T one(Random random, T... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
