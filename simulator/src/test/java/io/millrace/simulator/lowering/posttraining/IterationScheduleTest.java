package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.Dataflow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IterationScheduleTest {
  /** Generation, reward, reference, training. */
  private static final Dataflow DPO = Algorithm.DPO.dataflow();

  private static final double[] SECONDS = {4, 1, 2, 5};

  private static double[][] starts(int iterations, int staleness, int... overlapping) {
    return new IterationSchedule(DPO, staleness).starts(iterations, SECONDS, overlapping);
  }

  private static int[] all() {
    int[] all = new int[SECONDS.length];
    Arrays.fill(all, 0b1111);
    return all;
  }

  @Test
  void onTheSameDevicesCallsFollowEachOther() {
    double[][] starts = starts(2, 0, all());

    assertThat(starts[0]).containsExactly(0, 4, 5, 7);
    assertThat(starts[1]).containsExactly(12, 16, 17, 19);
  }

  @Test
  void onTheirOwnDevicesCallsWaitForWhatTheyReadAndForTheUpdate() {
    double[][] starts = starts(2, 0, 0b0001, 0b0010, 0b0100, 0b1000);

    assertThat(starts[0]).containsExactly(0, 4, 4, 6);
    assertThat(starts[1]).containsExactly(11, 15, 15, 17);
  }

  /** Generation of the second iteration uses the first weights, that of the third the second. */
  @Test
  void generationThatMayRunAheadDoesNotWaitForTheLastUpdate() {
    double[][] starts = starts(3, 1, 0b0001, 0b0010, 0b0100, 0b1000);

    assertThat(starts[1]).containsExactly(4, 8, 8, 11);
    assertThat(starts[2]).containsExactly(11, 15, 15, 17);
  }

  @Test
  void callsThatShareADeviceTakeTurnsInTheOrderOfTheProgram() {
    double[][] starts = starts(1, 0, 0b0001, 0b0110, 0b0110, 0b1000);

    assertThat(starts[0]).containsExactly(0, 4, 5, 7);
  }

  @Test
  void namesCallsOfIterations() {
    IterationSchedule schedule = new IterationSchedule(DPO, 0);

    assertThat(schedule.instance(2, 3).call().name()).isEqualTo("actorTraining");
    assertThat(schedule.instance(2, 3).iteration()).isEqualTo(2);
  }
}
