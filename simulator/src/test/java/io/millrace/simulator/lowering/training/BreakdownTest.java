package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.TimePart;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {

  private static double[] parts(double products, double data, double host) {
    double[] parts = new double[TimePart.values().length];
    parts[TimePart.MATRIX_PRODUCTS.ordinal()] = products;
    parts[TimePart.DATA_COMMUNICATION.ordinal()] = data;
    parts[TimePart.HOST.ordinal()] = host;
    return parts;
  }

  @Test
  void listsWhatTimeIsSpentOn() {
    assertThat(Breakdown.of(parts(2, 0, 1)))
        .isEqualTo(Map.of(TimePart.MATRIX_PRODUCTS, 2.0, TimePart.HOST, 1.0));
  }

  @Test
  void leavesAFewPicosecondsToTheLongestPart() {
    assertThat(Breakdown.of(parts(0.25, 0x1p-40, 0.5)))
        .isEqualTo(Map.of(TimePart.MATRIX_PRODUCTS, 0.25, TimePart.HOST, 0.5 + 0x1p-40));
  }

  @Test
  void listsAMicrosecondOfALongIteration() {
    assertThat(Breakdown.of(parts(10, 1e-6, 0))).containsEntry(TimePart.DATA_COMMUNICATION, 1e-6);
  }
}
