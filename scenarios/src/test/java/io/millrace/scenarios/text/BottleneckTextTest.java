package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.TimePart;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BottleneckTextTest {

  @Test
  void theLargestPartAndAllThatIsWaitedForAreNamed() {
    assertThat(
            BottleneckText.of(
                Map.of(
                    TimePart.MATRIX_PRODUCTS, 5.0,
                    TimePart.ATTENTION, 1.0,
                    TimePart.TENSOR_COMMUNICATION, 2.0,
                    TimePart.DATA_COMMUNICATION, 1.0,
                    TimePart.BUBBLE, 1.0),
                3,
                4))
        .isEqualTo(
            "The largest part of an iteration of stage 3 is matrix products, 50.0 %. Devices"
                + " compute in 60.0 % of the time and wait 30.0 % for exchanges that nothing hides"
                + " (tensor exchange above all) and 10.0 % for other stages (pipeline bubble).");
  }

  @Test
  void whoOnlyComputesWaitsForNothing() {
    assertThat(BottleneckText.of(Map.of(TimePart.ELEMENT_WISE, 1.0), 0, 1))
        .isEqualTo(
            "The largest part of an iteration is element-wise, 100.0 %. Devices compute in 100.0 %"
                + " of the time.");
  }

  @Test
  void ofNoTimeNothingIsSaid() {
    assertThat(BottleneckText.of(Map.of(), 0, 1)).startsWith("Nothing is known");
  }
}
