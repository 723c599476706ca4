package io.millrace.simulator.lowering.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.ScheduleKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published memory and waiting times of schedules that split the backward pass. */
class ZeroBubbleTest {

  private static OrderRun run(ScheduleKind kind, int stages, PassTimes times) {
    int chunks = kind.vShaped() ? 2 : 1;
    PipelineShape shape = new PipelineShape(stages, 4 * stages, chunks);
    return new OrderRun(PipelineSchedules.of(kind), shape, times);
  }

  private static OrderRun run(ScheduleKind kind, int stages) {
    return run(kind, stages, PassTimes.EQUAL);
  }

  /** 2401.10241, table 2: {@code (p - 1)(F + B - W)}, and {@code p} micro-batches' activations. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8, 16})
  void zeroBubbleWithTheMemoryOf1F1BWaitsOnlyAsPublished(int stages) {
    for (PassTimes times : new PassTimes[] {PassTimes.EQUAL, new PassTimes(10, 11, 9)}) {
      OrderRun run = run(ScheduleKind.ZERO_BUBBLE_B, stages, times);

      double published =
          (stages - 1) * (times.forward() + times.inputGradient() - times.weightGradient());
      assertThat(run.bubble()).isCloseTo(published, within(0.1 * published));
      assertThat(run.kept()).isEqualTo(stages);
    }
  }

  /** 2401.10241, section 6: between its first and its last pass no stage waits. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 6, 8, 12, 16})
  void zeroBubbleInAVNeverWaitsOnceItHasStarted(int stages) {
    OrderRun run = run(ScheduleKind.ZERO_BUBBLE_V, stages);

    assertThat(run.waitingBetween()).isZero();
    assertThat(run.bubble()).isEqualTo(stages - 1);
    assertThat(run.kept()).isEqualTo(2 * stages);
  }

  /** 2405.15362, section 3: {@code p / 2 + 1} micro-batches instead of {@code p}. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 8, 12, 16})
  void halfOfTheActivationsWaitHalfAsLongAs1F1B(int stages) {
    OrderRun run = run(ScheduleKind.V_HALF, stages);

    assertThat(run.kept()).isLessThanOrEqualTo(stages + 2);
    assertThat(run.bubble()).isBetween(2.0 * (stages - 1), 3.0 * (stages - 1));
  }

  /** 2405.15362, section 3: {@code p / 3} micro-batches and what the ends of the V add. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 8, 12, 16})
  void aThirdOfTheActivationsWaitTwoThirdsAsLongAs1F1B(int stages) {
    OrderRun run = run(ScheduleKind.V_MIN, stages);

    assertThat(run.kept()).isBetween(2 * stages / 3, 2 * stages / 3 + 3);
    assertThat(run.bubble()).isBetween(3.5 * (stages - 1), 4.3 * (stages - 1));
  }

  @Test
  void orderOfFourStagesAndSixMicroBatches() {
    OrderRun run =
        new OrderRun(
            PipelineSchedules.of(ScheduleKind.ZERO_BUBBLE_B),
            new PipelineShape(4, 6, 1),
            PassTimes.EQUAL);

    assertThat(String.join(" ", run.names(0)))
        .isEqualTo("F0 F1 F2 F3 B0 W0 F4 B1 W1 F5 B2 W2 B3 W3 B4 W4 B5 W5");
    assertThat(String.join(" ", run.names(3)))
        .isEqualTo("F0 B0 F1 B1 F2 B2 F3 B3 W0 F4 B4 W1 F5 B5 W2 W3 W4 W5");
  }
}
