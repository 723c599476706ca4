package io.millrace.simulator.lowering.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and memory of 2411.05288. */
class VocabularyPassesTest {

  private static List<List<Slot>> orders(PipelineSchedule schedule, int stages, int microBatches) {
    return schedule.orders(new PipelineShape(stages, microBatches, 1), PassTimes.EQUAL);
  }

  private static int kept(List<Slot> order) {
    int kept = 0;
    int most = 0;
    for (Slot slot : order) {
      kept += slot.kind() == PassKind.FORWARD ? 1 : slot.kind() == PassKind.BACKWARD ? -1 : 0;
      most = Math.max(most, kept);
    }
    return most;
  }

  private static String names(List<Slot> order) {
    return String.join(" ", order.stream().map(Slot::toString).toList());
  }

  /** Sections 5.1 and 5.2. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16})
  void eachBarrierKeepsTheActivationsOfOneMoreMicroBatch(int stages) {
    for (int barriers = 1; barriers <= 2; barriers++) {
      List<List<Slot>> orders = orders(VocabularyPasses.beside(barriers), stages, 4 * stages);

      for (int stage = 0; stage < stages; stage++) {
        assertThat(kept(orders.get(stage))).isEqualTo(stages - stage + barriers);
      }
    }
  }

  /** Section 6: one and a half times the activations of 1F1B. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32})
  void workingInStepKeepsHalfAsManyAgain(int stages) {
    List<List<Slot>> orders = orders(VocabularyPasses.interlaced(), stages, 4 * stages);

    assertThat((double) kept(orders.getFirst())).isCloseTo(1.5 * stages, within(1.0));
  }

  @Test
  void orderOfFourStagesAndSixMicroBatches() {
    List<List<Slot>> one = orders(VocabularyPasses.beside(1), 4, 6);

    assertThat(names(one.getLast()))
        .isEqualTo(
            "E0 E1 E2 E3 F0 S0 E4 F1 S1 T0 B0 E5 F2 S2 T1 B1 F3 S3 T2 B2 F4 S4 T3 B3 G0"
                + " F5 S5 T4 B4 G1 T5 B5 G2 G3 G4 G5");

    List<List<Slot>> together = orders(VocabularyPasses.interlaced(), 4, 6);

    assertThat(names(together.getLast()))
        .isEqualTo(
            "E0 E1 F0 E2 S0 T0 B0 F1 E3 S1 T1 B1 F2 E4 S2 T2 B2 F3 E5 S3 T3 B3 F4"
                + " S4 T4 G0 B4 F5 S5 T5 G1 B5 G2 G3 G4 G5");
  }

  @Test
  void eachPassOfEachMicroBatchHappensOnce() {
    for (PipelineSchedule schedule :
        List.of(
            VocabularyPasses.beside(1),
            VocabularyPasses.beside(2),
            VocabularyPasses.interlaced())) {
      for (List<Slot> order : orders(schedule, 6, 9)) {
        assertThat(order).doesNotHaveDuplicates().hasSize(6 * 9);
      }
    }
  }
}
