package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes when something about a training run changes. */
class TrainingSimulationTest {
  private static final Sample LLAMA = Sample.llama().with("workload.globalBatch", 32);

  @Test
  void aNewerDeviceIsFaster() {
    assertThat(LLAMA.seconds())
        .isLessThan(LLAMA.with("cluster.device", "nvidia-a100-sxm-80g").seconds());
  }

  @Test
  void fourTimesTheDevicesDoNearlyFourTimesTheWork() {
    double alone = LLAMA.report().tokensPerSecond().value();
    double four = LLAMA.with("plan.data", 4).report().tokensPerSecond().value();

    assertThat(four / alone).isBetween(3.0, 4.0);
  }

  @Test
  void aSlowNetworkShowsAsDataCommunication() {
    Sample fast = LLAMA.with("plan.data", 16);
    Sample slow = fast.with("cluster.interNodePerDevice", "1 GB/s");

    assertThat(slow.seconds()).isGreaterThan(1.2 * fast.seconds());
    assertThat(part(slow, TimePart.DATA_COMMUNICATION))
        .isGreaterThan(10 * part(fast, TimePart.DATA_COMMUNICATION));
  }

  @Test
  void reducingGradientsBesideTheBackwardPassHidesSomeOfIt() {
    Sample sample = LLAMA.with("plan.data", 16).with("cluster.interNodePerDevice", "5 GB/s");
    double overlapped =
        part(
            sample.withFramework(
                it ->
                    it.dataExchange().gradientsOverlap() && it.dataExchange().gradientBytes() == 4),
            TimePart.DATA_COMMUNICATION);
    double exposed =
        part(
            sample.withFramework(
                it ->
                    !it.dataExchange().gradientsOverlap()
                        && it.dataExchange().gradientBytes() == 4),
            TimePart.DATA_COMMUNICATION);

    assertThat(overlapped).isLessThan(exposed);
  }

  /** Where 32 bits are for bf16 alone, a long exchange of gradients in fp16 takes half as long. */
  @Test
  void gradientsInFewerBitsTravelFaster() {
    Sample sample =
        Sample.gpt()
            .with("plan.data", 16)
            .with("workload.globalBatch", 16)
            .with("cluster.interNodePerDevice", "100 MB/s");
    double wide = part(sample, TimePart.DATA_COMMUNICATION);
    double narrow = part(sample.with("workload.precision", "fp16"), TimePart.DATA_COMMUNICATION);

    assertThat(narrow).isCloseTo(wide / 2, withPercentage(3));
  }

  /** Groups of eight fit into nodes; what the groups have to agree on crosses the network. */
  @ParameterizedTest
  @ValueSource(strings = {"zero1", "zero3"})
  void groupsThatShardOnTheirOwnStillAverageTheirGradients(String sharding) {
    Sample fast =
        LLAMA.with("plan.data", 16).with("plan.sharding", sharding).with("plan.shardingGroup", 8);

    assertThat(fast.with("cluster.interNodePerDevice", "100 MB/s").seconds())
        .isGreaterThan(1.2 * fast.seconds());
  }

  @Test
  void tensorParallelismAcrossNodesIsSlow() {
    Sample inNode = LLAMA.with("plan.tensor", 8).with("plan.data", 2);
    Sample acrossNodes = inNode.with("cluster.devicesPerNode", 4);

    assertThat(part(acrossNodes, TimePart.TENSOR_COMMUNICATION))
        .isGreaterThan(1.5 * part(inNode, TimePart.TENSOR_COMMUNICATION));
  }

  @Test
  void interleavingShrinksTheBubble() {
    Sample plain = LLAMA.with("plan.pipeline", 4);
    Sample interleaved = plain.with("plan.virtualStages", 2).with("plan.schedule", "interleaved");

    assertThat(part(interleaved, TimePart.BUBBLE)).isLessThan(0.7 * part(plain, TimePart.BUBBLE));
  }

  @Test
  void theStageWithTheOutputLayerIsTheBottleneck() {
    Sample sample = LLAMA.with("plan.pipeline", 4).with("model.vocab", 256_000);

    assertThat(sample.report().bottleneckStage()).isEqualTo(3);
    assertThat(
            sample
                .with("model.vocab", 64)
                .with("plan.stageLayers", List.of(2, 3, 2, 1))
                .report()
                .bottleneckStage())
        .isEqualTo(1);
  }

  @Test
  void spreadingTheOutputLayerEvensTheStages() {
    Sample last = LLAMA.with("plan.pipeline", 4).with("model.vocab", 256_000);

    assertThat(last.with("plan.vocabulary", "parallel-one-barrier").seconds())
        .isLessThan(last.seconds());
    assertThat(last.with("plan.vocabulary", "redistributed").seconds()).isLessThan(last.seconds());
  }

  @Test
  void largerMicroBatchesUseTheDeviceBetter() {
    assertThat(Sample.gpt().with("plan.microBatch", 4).report().modelFlopsUtilization())
        .isGreaterThan(Sample.gpt().report().modelFlopsUtilization());
  }

  @Test
  void recomputationCountsAsHardwareWorkOnly() {
    SimulationReport report = LLAMA.with("plan.recompute", "full").report();

    assertThat(report.hardwareFlopsUtilization() / report.modelFlopsUtilization())
        .isBetween(1.25, 1.34);
  }

  @Test
  void costFollowsFromPriceAndTime() {
    Sample sample = LLAMA.with("plan.data", 4).with("pricePerDevice", "3.6 USD/h");
    SimulationReport report = sample.report();
    double perSecond = 4 * 3.6 / 3600;

    assertThat(report.costPerMillionTokens().orElseThrow().value())
        .isCloseTo(perSecond / report.tokensPerSecond().value() * 1e6, withPercentage(1e-6));
    assertThat(LLAMA.report().costPerMillionTokens()).isEmpty();
  }

  /** What tensor-parallel ranks do not split, all of them do: it takes the energy of all. */
  @Test
  void passesThatRanksDoNotSplitNeedMoreEnergy() {
    Sample split = Sample.llama().with("plan.tensor", 8).with("plan.sequenceParallel", true);
    SimulationReport shared = split.report();
    SimulationReport repeated = split.with("plan.sequenceParallel", false).report();

    assertThat(repeated.breakdown().get(TimePart.ELEMENT_WISE))
        .isGreaterThan(1.5 * shared.breakdown().get(TimePart.ELEMENT_WISE));
    assertThat(repeated.energy().orElseThrow().value())
        .isGreaterThan(1.05 * shared.energy().orElseThrow().value());
  }

  @Test
  void energyLiesBetweenIdleAndFullPower() {
    SimulationReport report = LLAMA.report();
    double full =
        LLAMA.scenario().cluster().device().thermalDesignPower().orElseThrow().watts()
            * report.iterationTime().value();

    assertThat(report.energy().orElseThrow().value()).isBetween(0.1 * full, full);
  }

  @Test
  void whatWasAssumedIsListed() {
    Sample sample = LLAMA.with("cluster.device", "nvidia-b200-sxm");
    Scenario scenario = sample.scenario();

    assertThat(sample.report().assumptions()).containsAll(scenario.assumptions());
    assertThat(LLAMA.without("plan.recompute").report().assumptions())
        .extracting(Assumption::path)
        .contains("plan.recompute");
  }

  @Test
  void aTimelineIsKeptOnlyWhereAsked() {
    Scenario scenario = LLAMA.scenario();
    Simulator simulator = Simulator.calibrated();

    assertThat(simulator.simulate(scenario, scenario.plan().orElseThrow(), false).timeline())
        .isEmpty();
    assertThat(simulator.simulate(scenario, scenario.plan().orElseThrow(), true).timeline())
        .isPresent();
  }

  private static double part(Sample sample, TimePart part) {
    return sample.report().breakdown().getOrDefault(part, 0.0);
  }
}
