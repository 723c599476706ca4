package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Schedules that split backward passes, simulated whole. With constant costs forward passes, input
 * gradients and weight gradients of a layer take four products each, so that they are equally long.
 */
class SplitScheduleTest {
  private static final double PASS = ConstantCosts.FORWARD_PRODUCTS * ConstantCosts.PRODUCT;

  private static Sample pipeline(String schedule, int stages, int microBatches) {
    boolean chunks = !schedule.equals("1f1b") && !schedule.equals("zero-bubble-b");
    return ConstantCosts.prepared(Sample.llama())
        .with("plan.pipeline", stages)
        .with("plan.schedule", schedule)
        .with("plan.virtualStages", chunks ? 2 : 1)
        .with("model.layers", 2 * stages)
        .with("workload.globalBatch", microBatches);
  }

  private static SimulationReport report(Sample sample) {
    return sample.report(ConstantCosts.simulator(0));
  }

  /** What the iteration takes more than the work of a stage, in forward passes of a layer. */
  private static double bubble(Sample sample, int microBatches) {
    double seconds =
        report(sample).iterationTime().value()
            - sample.scenario().framework().host().iteration().seconds();
    return seconds / PASS - 6.0 * microBatches;
  }

  /**
   * 2401.10241, table 2: {@code (p - 1)(F + B - W)}, a third of 1F1B's; here a pass is 2 layers.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void zeroBubbleWaitsAThirdAsLong(int stages) {
    assertThat(bubble(pipeline("1f1b", stages, 4 * stages), 4 * stages))
        .isCloseTo(6.0 * (stages - 1), within(1e-6));
    assertThat(bubble(pipeline("zero-bubble-b", stages, 4 * stages), 4 * stages))
        .isCloseTo(2.0 * (stages - 1), within(1e-6));
  }

  /** 2401.10241, section 6: only the way to the last stage is left, a layer on each stage. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void zeroBubbleInAVWaitsOnlyAtItsEnds(int stages) {
    assertThat(bubble(pipeline("zero-bubble-v", stages, 4 * stages), 4 * stages))
        .isCloseTo(stages - 1.0, within(1e-6));
  }

  /**
   * 2405.15362, abstract: as much as 1F1B's, a half and a third of it, for many stages. The papers
   * count a pass's activations until its weight gradient; what that reads is in a Llama four
   * percent more than what the input gradient does.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void keepsThePublishedSharesOfTheActivations(int stages) {
    double whole = activations("1f1b", stages);

    assertThat(activations("zero-bubble-b", stages) / whole).isCloseTo(1, within(0.05));
    assertThat(activations("zero-bubble-v", stages) / whole).isCloseTo(1, within(0.05));
    assertThat(activations("v-half", stages) / whole)
        .isCloseTo(1 / 2.0 + 1.0 / stages, within(0.03));
    assertThat(activations("v-min", stages) / whole)
        .isBetween(1 / 3.0, 1 / 3.0 + 1.5 / stages + 0.01);
  }

  private static double activations(String schedule, int stages) {
    return report(pipeline(schedule, stages, 3 * stages)).memory().stream()
        .mapToDouble(use -> use.parts().get("activations").count())
        .max()
        .orElseThrow();
  }

  @Test
  void aVTurnsWithoutATransfer() {
    Sample sample = pipeline("v-half", 4, 8);
    double transfer = 0.1 * PASS;
    long sent =
        sample.timeline(ConstantCosts.simulator(transfer)).tracks().stream()
            .filter(track -> track.stream().startsWith("send"))
            .mapToLong(track -> track.blocks().size())
            .sum();

    assertThat(sent).as("of 8 micro-batches, 3 hops on each of 4 ways").isEqualTo(8 * 3 * 4);
  }

  @Test
  void stagesOfAVMayHoldAsManyLayersAsTheyAreTold() {
    Sample even = pipeline("v-half", 4, 12);
    Sample uneven = even.with("plan.stageLayers", List.of(1, 1, 1, 1, 1, 1, 1, 1));
    Sample heavy = even.with("plan.stageLayers", List.of(3, 1, 1, 1, 0, 1, 1, 0));

    assertThat(report(uneven)).isEqualTo(report(even));
    assertThat(report(heavy).bottleneckStage()).isZero();
    assertThat(bubble(heavy, 12)).isPositive();
  }

  @Test
  void breakdownKnowsNoRecomputationAndAddsUp() {
    SimulationReport report = report(pipeline("zero-bubble-v", 4, 8));

    assertThat(report.breakdown()).containsKey(TimePart.BUBBLE);
    assertThat(report.breakdown().values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(report.iterationTime().value(), within(1e-9));
  }
}
