package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryAdviceTest {
  private static final String SMALL = "actor: qwen3-0.6b, critic: qwen3-0.6b";
  private static final String LARGE = "actor: llama-3.1-70b, critic: qwen3-0.6b";

  private static List<String> advice(int devices, String models) {
    PostTrainingScenario scenario =
        PlacementQuestions.of("ppo", devices, 8, models, "framework: realhf");
    return MemoryAdvice.of(scenario, Calibration.bundled());
  }

  @Test
  void saysNothingWhereAPlanFits() {
    assertThat(advice(8, SMALL)).isEmpty();
  }

  /** States of 70.6 billion parameters take 16 bytes each: more than a terabyte. */
  @Test
  void saysWhatTheNearestPlanLacksAndHowManyDevicesWouldDo() {
    List<String> advice = advice(8, LARGE);

    assertThat(advice.getFirst()).contains("is short of").contains("GiB on a device of 40 GiB");
    assertThat(advice.getLast()).contains("it fits with 64 devices");
    assertThat(advice(64, LARGE)).isEmpty();
    assertThat(advice(32, LARGE)).isNotEmpty();
  }
}
