package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of pipelines of constant costs for any sizes. */
class PipelineTimeProperties {
  private static final double LAYER =
      (ConstantCosts.FORWARD_PRODUCTS + ConstantCosts.BACKWARD_PRODUCTS) * ConstantCosts.PRODUCT;

  private static final double ROUNDING = 1e-9;

  private static Sample pipeline(List<Integer> stageLayers, int microBatches) {
    return ConstantCosts.prepared(Sample.llama())
        .with("plan.pipeline", stageLayers.size())
        .with("plan.stageLayers", stageLayers)
        .with("model.layers", stageLayers.stream().mapToInt(Integer::intValue).sum())
        .with("workload.globalBatch", microBatches);
  }

  private static double seconds(Sample sample, double transferSeconds) {
    return sample.seconds(ConstantCosts.simulator(transferSeconds))
        - sample.scenario().framework().host().iteration().seconds();
  }

  /**
   * No less than the slowest stage with the way there and back, no more than if every stage were as
   * slow.
   */
  @Property(tries = 60)
  void unevenStagesLieBetweenTheSlowestStageAloneAndAllAsSlow(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 5) Integer> stageLayers,
      @ForAll @IntRange(min = 1, max = 20) int microBatches) {
    int slowest = Collections.max(stageLayers);
    int before =
        stageLayers.subList(0, stageLayers.indexOf(slowest)).stream()
            .mapToInt(Integer::intValue)
            .sum();
    double seconds = seconds(pipeline(stageLayers, microBatches), 0);

    assertThat(seconds).isGreaterThan((before + microBatches * slowest) * LAYER - ROUNDING);
    assertThat(seconds)
        .isLessThan((microBatches + stageLayers.size() - 1) * slowest * LAYER + ROUNDING);
  }

  /**
   * Transfers beside computation still lengthen 1F1B. The critical path climbs to the last stage
   * and comes back; each journey of {@code r} hops up and down lets the first of its stages go on
   * with the micro-batch {@code r + 1} later. The first journey has {@code p - 1} hops, the other
   * {@code m - 1} micro-batches take at least {@code (m - 1) / p} more.
   */
  @Property(tries = 100)
  void transfersBesideComputationLengthenEachJourney(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 1, max = 40) int microBatches,
      @ForAll @DoubleRange(min = 0, max = 2) double products) {
    Sample sample = pipeline(Collections.nCopies(stages, 1), microBatches);
    double transfer = products * ConstantCosts.PRODUCT;
    int hops = stages - 1 + microBatches - 1 - Math.ceilDiv(microBatches - 1, stages);

    assertThat(seconds(ConstantCosts.transfersBeside(sample), transfer))
        .isCloseTo((microBatches + stages - 1) * LAYER + 2 * hops * transfer, within(ROUNDING));
  }

  @Property(tries = 60)
  void slowerTransfersNeverHelp(
      @ForAll @IntRange(min = 2, max = 6) int stages,
      @ForAll @IntRange(min = 1, max = 20) int microBatches,
      @ForAll @DoubleRange(min = 0, max = 0.02) double transfer) {
    Sample sample = pipeline(Collections.nCopies(stages, 1), microBatches);

    assertThat(seconds(sample, 1.5 * transfer))
        .isGreaterThanOrEqualTo(seconds(sample, transfer) - ROUNDING);
  }

  /** Transfers that run beside computation are never slower than those that stop it. */
  @Property(tries = 60)
  void overlappedTransfersAreNoSlowerThanBlockingOnes(
      @ForAll @IntRange(min = 2, max = 6) int stages,
      @ForAll @IntRange(min = 1, max = 20) int microBatches,
      @ForAll @DoubleRange(min = 0, max = 0.02) double transfer) {
    Sample sample = pipeline(Collections.nCopies(stages, 1), microBatches);

    assertThat(seconds(ConstantCosts.transfersBeside(sample), transfer))
        .isLessThanOrEqualTo(seconds(ConstantCosts.blockingTransfers(sample), transfer) + ROUNDING);
  }

  @Property(tries = 60)
  void theBubbleOfEvenStagesIsTheClosedForm(
      @ForAll @IntRange(min = 1, max = 8) int stages,
      @ForAll @IntRange(min = 1, max = 4) int groups,
      @ForAll @IntRange(min = 1, max = 4) int chunks) {
    int microBatches = stages * groups;
    Sample sample = pipeline(Collections.nCopies(stages, chunks), microBatches);
    if (stages > 1 && chunks > 1) {
      sample =
          sample
              .without("plan.stageLayers")
              .with("plan.virtualStages", chunks)
              .with("plan.schedule", "interleaved");
    }
    SimulationReport report = sample.report(ConstantCosts.simulator(0));

    assertThat(report.breakdown().getOrDefault(TimePart.BUBBLE, 0.0))
        .isCloseTo((stages - 1) * LAYER, within(ROUNDING));
  }
}
