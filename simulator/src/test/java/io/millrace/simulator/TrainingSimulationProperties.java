package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.report.ChromeTrace;
import io.millrace.simulator.report.Timeline;
import java.io.IOException;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of the simulation of any plan; the plans are drawn from a seed. */
class TrainingSimulationProperties {
  private static final Simulator SIMULATOR =
      Simulator.with(Calibration.bundled(), RangeMethod.none());

  /** The same, but for what the calibration says of the framework. */
  private static final Simulator FRAMEWORKS_AS_GIVEN =
      Simulator.with(
          (cluster, assumptions) ->
              CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions));

  private static final Set<TimePart> EXCHANGES =
      EnumSet.of(
          TimePart.TENSOR_COMMUNICATION,
          TimePart.CONTEXT_COMMUNICATION,
          TimePart.EXPERT_COMMUNICATION,
          TimePart.DATA_COMMUNICATION,
          TimePart.PIPELINE_COMMUNICATION);

  @Property(tries = 60)
  void theBreakdownAddsUpToTheIteration(@ForAll long seed) {
    SimulationReport report = SamplePlans.draw(seed).report();
    double sum = report.breakdown().values().stream().mapToDouble(Double::doubleValue).sum();

    assertThat(sum).isCloseTo(report.iterationTime().value(), within(1e-9));
    assertThat(report.breakdown().values()).allMatch(seconds -> seconds > 0);
  }

  @Property(tries = 60)
  void figuresAreOfOneAndTheSameIteration(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    SimulationReport report = sample.report();
    Figure time = report.iterationTime();
    double tokens = sample.scenario().workload().tokens();

    assertThat(report.tokensPerSecond().value() * time.value())
        .isCloseTo(tokens, withPercentage(1e-6));
    assertThat(report.modelFlopsUtilization()).isBetween(0.0, 1.0);
    assertThat(report.hardwareFlopsUtilization()).isBetween(report.modelFlopsUtilization(), 1.0);
    assertThat(time.low()).isLessThan(time.value());
    assertThat(time.high()).isGreaterThan(time.value());
    assertThat(report.energy().orElseThrow().value()).isPositive();
  }

  @Property(tries = 60)
  void memoryIsPositiveOnEveryStage(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    SimulationReport report = sample.report();

    assertThat(report.memory())
        .hasSize(sample.scenario().plan().orElseThrow().strategy().pipeline());
    assertThat(report.memory())
        .allSatisfy(
            use -> {
              assertThat(use.parts().get("weights")).isGreaterThan(Bytes.ZERO);
              assertThat(use.parts().get("activations")).isGreaterThan(Bytes.ZERO);
            });
    assertThat(report.feasible()).isEqualTo(report.reasons().isEmpty());
  }

  /** With a timeline every micro-batch is run, without one the periods that repeat are not. */
  @Property(tries = 60)
  void whatIsKeptOfARunDoesNotChangeIt(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    TrainingPlan plan = sample.scenario().plan().orElseThrow();
    int group = plan.strategy().data() * plan.strategy().pipeline();
    Scenario scenario = sample.with("workload.globalBatch", 12 * group).scenario();
    SimulationReport folded = Simulator.calibrated().simulate(scenario, plan, false).report();
    SimulationReport whole = Simulator.calibrated().simulate(scenario, plan, true).report();

    assertThat(folded.iterationTime().value()).isEqualTo(whole.iterationTime().value());
    assertThat(folded.memory()).isEqualTo(whole.memory());
    assertThat(folded.bottleneckStage()).isEqualTo(whole.bottleneckStage());
    assertThat(folded.provenance()).isEqualTo(whole.provenance());
    assertThat(folded.breakdown().keySet()).isEqualTo(whole.breakdown().keySet());
    folded
        .breakdown()
        .forEach(
            (part, seconds) ->
                assertThat(seconds).isCloseTo(whole.breakdown().get(part), within(1e-9)));
  }

  @Property(tries = 20)
  void equalScenariosGiveEqualResults(@ForAll long seed) throws IOException {
    assertThat(SamplePlans.draw(seed).report()).isEqualTo(SamplePlans.draw(seed).report());
    assertThat(trace(SamplePlans.draw(seed))).isEqualTo(trace(SamplePlans.draw(seed)));
  }

  private static String trace(Sample sample) throws IOException {
    StringWriter out = new StringWriter();
    ChromeTrace.write(sample.timeline(Simulator.calibrated()), "trace", out);
    return out.toString();
  }

  @Property(tries = 40)
  void watchingChangesNothing(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    Timeline timeline = sample.timeline(Simulator.calibrated());
    long end =
        timeline.tracks().stream()
            .flatMap(track -> track.blocks().stream())
            .mapToLong(Timeline.Block::end)
            .max()
            .orElseThrow();

    assertThat(end / 1e12).isCloseTo(sample.seconds(), within(1e-12));
  }

  /** But for who meets whom on a shared link, which moves a little when something ends earlier. */
  @Property(tries = 60)
  void aFasterDeviceIsNeverSlower(@ForAll long seed) {
    Scenario scenario = withFastHost(SamplePlans.draw(seed).scenario());

    isNotSlower(scenario, FasterClusters::inPeaks, 5e-3);
    isNotSlower(scenario, FasterClusters::inMemory, 5e-3);
  }

  /**
   * Where the host cannot launch kernels any faster, a faster device does not help. Passes share
   * the time that the host is ahead, so that one of them may even take longer than it did.
   */
  @Property(tries = 60)
  void aFasterDeviceBehindASlowHostIsHardlyEverSlower(@ForAll long seed) {
    Scenario scenario = SamplePlans.draw(seed).scenario();

    isNotSlower(scenario, FasterClusters::inPeaks, 0.03);
    isNotSlower(scenario, FasterClusters::inMemory, 0.03);
  }

  /**
   * Libraries pick protocols by what they believe of links. Faster ones can mislead them for a few
   * sizes, by less than a third of the exchange.
   */
  @Property(tries = 60)
  void fasterLinksAreNeverSlowerThanTheLibrarysWorstChoice(@ForAll long seed) {
    Scenario scenario = withFastHost(SamplePlans.draw(seed).scenario());
    Map<TimePart, Double> parts = report(scenario).breakdown();
    double exchanges =
        EXCHANGES.stream().mapToDouble(it -> parts.getOrDefault(it, 0.0)).sum()
            / report(scenario).iterationTime().value();

    isNotSlower(scenario, FasterClusters::inNode, exchanges / 3 + 5e-3);
    isNotSlower(scenario, FasterClusters::inNetwork, exchanges / 3 + 5e-3);
  }

  private static void isNotSlower(
      Scenario scenario, UnaryOperator<Cluster> change, double tolerance) {
    assertThat(seconds(scenario, change)).isLessThanOrEqualTo(seconds(scenario) * (1 + tolerance));
  }

  /** The same with a host that issues kernels in no time. */
  private static Scenario withFastHost(Scenario scenario) {
    FrameworkProfile framework = scenario.framework();
    return scenario.with(
        new FrameworkProfile(
            framework.id(),
            framework.kernels(),
            new FrameworkProfile.Host(new Duration(0), framework.host().iteration()),
            framework.dataExchange(),
            framework.modelExchange(),
            framework.experts(),
            framework.memory(),
            framework.defaults(),
            framework.source()));
  }

  private static double seconds(Scenario scenario) {
    return report(scenario).iterationTime().value();
  }

  private static SimulationReport report(Scenario scenario) {
    return FRAMEWORKS_AS_GIVEN.simulate(scenario, scenario.plan().orElseThrow(), false).report();
  }

  private static double seconds(Scenario scenario, UnaryOperator<Cluster> change) {
    return seconds(
        new Scenario(
            scenario.name(),
            change.apply(scenario.cluster()),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            scenario.plan(),
            scenario.objective(),
            scenario.pricePerDevice(),
            scenario.seed(),
            scenario.published(),
            scenario.assumptions()));
  }

  /** Beyond the first ones each micro-batch adds the same time, as long as clocks stay. */
  @Property(tries = 40)
  void timeGrowsInProportionToTheMicroBatches(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    double four = seconds(sample, 4, CoolCosts.simulator());
    double eight = seconds(sample, 8, CoolCosts.simulator());
    double sixteen = seconds(sample, 16, CoolCosts.simulator());

    assertThat((sixteen - eight) / (eight - four)).isCloseTo(2, within(0.05));
    assertThat(eight).isBetween(1.2 * four, 2 * four);
  }

  /** The longer the iteration, the less of it is a pipeline that fills or an optimizer's step. */
  @Property(tries = 40)
  void moreMicroBatchesLeaveDevicesNoCooler(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);

    assertThat(slowdown(sample, 16)).isGreaterThanOrEqualTo((1 - 1e-3) * slowdown(sample, 4));
    assertThat(slowdown(sample, 4)).isGreaterThanOrEqualTo(1 - 1e-9);
  }

  private static double slowdown(Sample sample, int groups) {
    return seconds(sample, groups, SIMULATOR) / seconds(sample, groups, CoolCosts.simulator());
  }

  private static double seconds(Sample sample, int groups, Simulator simulator) {
    ParallelStrategy strategy = sample.scenario().plan().orElseThrow().strategy();
    int group = strategy.data() * strategy.pipeline();
    return sample.with("workload.globalBatch", groups * group).seconds(simulator);
  }

  @Property(tries = 40)
  void recomputationCostsTimeAndSavesMemory(@ForAll long seed) {
    Sample sample = SamplePlans.draw(seed);
    Assume.that(!sample.scenario().plan().orElseThrow().schedule().splitsBackward());
    SimulationReport none = sample.with("plan.recompute", "none").report();
    SimulationReport full = sample.with("plan.recompute", "full").report();
    int stage = full.bottleneckStage();

    // Where an exchange decides, recomputation hides behind it.
    assertThat(full.iterationTime().value()).isGreaterThan(0.99 * none.iterationTime().value());
    assertThat(activations(full).sum()).isLessThan(activations(none).sum());
    // A stage with nothing but the output layer computes nothing again.
    assertThat(full.breakdown().containsKey(TimePart.RECOMPUTATION))
        .isEqualTo(
            activations(full).skip(stage).findFirst().orElseThrow()
                < activations(none).skip(stage).findFirst().orElseThrow());
  }

  /** Of each stage. */
  private static LongStream activations(SimulationReport report) {
    return report.memory().stream()
        .mapToLong(use -> use.parts().getOrDefault("activations", Bytes.ZERO).count());
  }
}
