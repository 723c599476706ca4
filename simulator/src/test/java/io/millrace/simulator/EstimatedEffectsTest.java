package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.range.Response;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What is estimated of a simulated iteration beside what simulating it again tells. */
class EstimatedEffectsTest {
  /** Effects are of the logarithm of the time, for one spread; parameters have dozens. */
  private static final double TELLING = 1e-3;

  private static void compare(Sample sample, double most) {
    Simulator.with(
            Calibration.bundled(),
            response -> {
              SoftAssertions.assertSoftly(softly -> compare(response, most, softly));
              return Range.NONE;
            })
        .simulate(sample.scenario(), sample.scenario().plan().orElseThrow(), false);
  }

  private static void compare(Response response, double most, SoftAssertions softly) {
    double before = response.seconds(List.of());
    int telling = 0;
    for (Parameter parameter : response.parameters()) {
      Parameter moved = parameter.moved(-0.5);
      double simulated = Math.log(response.seconds(List.of(moved)) / before);
      double estimated = Math.log(response.secondsNear(moved) / before);
      if (Math.abs(simulated) > TELLING) {
        telling++;
        softly.assertThat(estimated / simulated).as(parameter.path()).isCloseTo(1, within(most));
      } else {
        softly.assertThat(estimated).as(parameter.path()).isCloseTo(0, within(2 * TELLING));
      }
    }
    assertThat(telling).isGreaterThan(3);
  }

  private static Sample pipeline() {
    return Sample.llama()
        .with("model.hidden", 8192)
        .with("model.ffn", 28_672)
        .with("model.layers", 8)
        .with("plan.tensor", 8)
        .with("plan.pipeline", 4)
        .with("plan.data", 2)
        .with("workload.globalBatch", 96);
  }

  /** No transfer runs beside a pass, so nothing is slowed down. */
  @Test
  void areTheSimulatedOnesWhereNothingContends() {
    compare(ConstantCosts.blockingTransfers(pipeline()), 0.01);
  }

  @Test
  void areNearTheSimulatedOnesBesideTransfersAndGradients() {
    compare(pipeline().with("plan.sharding", "zero1"), 0.1);
  }

  @Test
  void areNearTheSimulatedOnesOfInterleavedStages() {
    compare(pipeline().with("plan.virtualStages", 2).with("plan.schedule", "interleaved"), 0.1);
  }
}
