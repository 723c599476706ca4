package io.millrace.simulator;

import static io.millrace.simulator.ConstantCosts.BACKWARD_PRODUCTS;
import static io.millrace.simulator.ConstantCosts.FORWARD_PRODUCTS;
import static io.millrace.simulator.ConstantCosts.PRODUCT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines of constant costs take the time that papers derive. */
class PipelineTimeTest {
  private static final double FORWARD = FORWARD_PRODUCTS * PRODUCT;
  private static final double BACKWARD = BACKWARD_PRODUCTS * PRODUCT;
  private static final double ROUNDING = 1e-9;

  private static Sample pipeline(int stages, int microBatches, int layers) {
    return ConstantCosts.prepared(Sample.llama())
        .with("plan.pipeline", stages)
        .with("model.layers", layers)
        .with("workload.globalBatch", microBatches);
  }

  /** Without the host's time, which every framework adds once to each iteration. */
  private static double seconds(Sample sample, double transferSeconds) {
    SimulationReport report = sample.report(ConstantCosts.simulator(transferSeconds));
    return report.iterationTime().value() - hostSeconds(sample);
  }

  private static double hostSeconds(Sample sample) {
    return sample.scenario().framework().host().iteration().seconds();
  }

  private static double bubble(Sample sample) {
    return sample.report(ConstantCosts.simulator(0)).breakdown().getOrDefault(TimePart.BUBBLE, 0.0);
  }

  /** 2104.04473, section 2.2.1: the bubble is {@code (p - 1) / m} of the ideal time. */
  @ParameterizedTest
  @CsvSource({
    "gpipe, 2, 2",
    "gpipe, 4, 12",
    "gpipe, 8, 3",
    "1f1b, 2, 2",
    "1f1b, 4, 12",
    "1f1b, 8, 3"
  })
  void plainSchedulesHaveTheSameBubble(String schedule, int stages, int microBatches) {
    Sample sample = pipeline(stages, microBatches, 2 * stages).with("plan.schedule", schedule);
    double ideal = microBatches * 2 * (FORWARD + BACKWARD);

    assertThat(bubble(sample) / ideal)
        .isCloseTo((stages - 1) / (double) microBatches, within(ROUNDING));
    assertThat(seconds(sample, 0))
        .isCloseTo(ideal * (1 + (stages - 1) / (double) microBatches), within(ROUNDING));
  }

  /** 2104.04473, section 2.2.2: {@code (p - 1) / (v m)} of the ideal time. */
  @ParameterizedTest
  @CsvSource({"2, 4, 2", "4, 12, 2", "4, 8, 4", "4, 4, 3", "8, 16, 2"})
  void interleavingDividesTheBubbleByTheChunks(int stages, int microBatches, int chunks) {
    Sample sample =
        pipeline(stages, microBatches, stages * chunks)
            .with("plan.schedule", "interleaved")
            .with("plan.virtualStages", chunks);
    double ideal = microBatches * chunks * (FORWARD + BACKWARD);

    assertThat(bubble(sample) / ideal)
        .isCloseTo((stages - 1) / (double) (chunks * microBatches), within(ROUNDING));
    assertThat(seconds(sample, 0)).isCloseTo(ideal + bubble(sample), within(ROUNDING));
  }

  @Test
  void oneStageHasNoBubble() {
    assertThat(bubble(pipeline(1, 6, 4))).isCloseTo(0, within(ROUNDING));
  }

  /** Once it has been reached, the slowest stage never waits: the others fill in around it. */
  @Test
  void theSlowestStageDecides() {
    Sample even = pipeline(4, 32, 8).with("plan.stageLayers", List.of(2, 2, 2, 2));
    Sample uneven = even.with("plan.stageLayers", List.of(1, 1, 1, 5));
    double layer = FORWARD + BACKWARD;

    assertThat(seconds(uneven, 0)).isCloseTo((3 + 32 * 5) * layer, within(ROUNDING));
    assertThat(uneven.report(ConstantCosts.simulator(0)).bottleneckStage()).isEqualTo(3);
    assertThat(seconds(uneven, 0)).isGreaterThan(seconds(even, 0));
  }

  /** With two stages both send once for each micro-batch, and one of them waits for the other. */
  @Test
  void transfersThatBlockAreAddedToTheStage() {
    Sample sample = ConstantCosts.blockingTransfers(pipeline(2, 10, 2));
    double transfer = 0.25 * PRODUCT;

    assertThat(seconds(sample, transfer))
        .isCloseTo((10 + 1) * (FORWARD + BACKWARD + transfer), within(ROUNDING));
    assertThat(
            sample
                .report(ConstantCosts.simulator(transfer))
                .breakdown()
                .get(TimePart.PIPELINE_COMMUNICATION))
        .as("ten sent, and two waited for: the first gradient and the last")
        .isCloseTo(12 * transfer, within(ROUNDING));
  }

  /** {@code p - stage} micro-batches, and on every stage what one backward pass works with. */
  @Test
  void earlierStagesKeepMoreActivations() {
    List<MemoryUse> memory = pipeline(6, 24, 12).report(ConstantCosts.simulator(0)).memory();
    long microBatch = activations(memory.get(3)) - activations(memory.get(4));

    assertThat(2 * microBatch).isLessThan(activations(memory.get(4)));
    for (int stage = 1; stage < 4; stage++) {
      assertThat(activations(memory.get(stage)))
          .isCloseTo(activations(memory.get(4)) + (4 - stage) * microBatch, within(100L));
    }
  }

  @Test
  void gpipeKeepsAllMicroBatchesOnEveryStage() {
    Sample sample = pipeline(4, 4, 4).with("plan.schedule", "gpipe");
    long four = secondStage(sample);
    long eight = secondStage(sample.with("workload.globalBatch", 8));
    long twelve = secondStage(sample.with("workload.globalBatch", 12));

    assertThat(twelve - eight).isCloseTo(eight - four, within(100L));
    assertThat(eight - four).isGreaterThan(four * 3 / 4);
  }

  private static long secondStage(Sample sample) {
    return activations(sample.report(ConstantCosts.simulator(0)).memory().get(1));
  }

  private static long activations(MemoryUse use) {
    return use.parts().getOrDefault("activations", Bytes.ZERO).count();
  }
}
