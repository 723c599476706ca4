package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryAdviceTest {
  private static final CostModel.Factory FACTORY =
      (cluster, assumptions) -> CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions);
  private static final String SMALL = "actor: qwen3-0.6b, critic: qwen3-0.6b";
  private static final String LARGE = "actor: llama-3.1-70b, critic: qwen3-0.6b";

  private static List<String> advice(int devices, String models) {
    PostTrainingScenario scenario =
        PlacementQuestions.of("ppo", devices, 8, models, "framework: realhf");
    return advice(scenario);
  }

  private static List<String> advice(PostTrainingScenario scenario) {
    return new MemoryAdvice(FACTORY, new Layouts(Optional.empty(), 1, new StopSign())).of(scenario);
  }

  private static boolean fits(int devices) {
    PostTrainingScenario scenario =
        PlacementQuestions.of("ppo", devices, 8, LARGE, "framework: realhf");
    return new FirstFit(new Layouts(Optional.empty(), 1, new StopSign()), FACTORY)
        .fitsAny(List.of(scenario));
  }

  @Test
  void lacksNothingWhereTheLeanestPlanFits() {
    assertThat(advice(8, SMALL)).noneMatch(it -> it.contains("is short of"));
  }

  /** States of 70.6 billion parameters take 16 bytes each: more than a terabyte. */
  @Test
  void saysWhatTheNearestPlanLacksAndHowManyDevicesWouldDo() {
    List<String> advice = advice(8, LARGE);

    assertThat(advice.getFirst()).contains("is short of").contains("GiB on a device of 40 GiB");
    int devices =
        Integer.parseInt(advice.getLast().replaceAll("^it fits with (\\d+) devices.*", "$1"));
    assertThat(devices).isBetween(32, 63);
    assertThat(fits(devices)).isTrue();
    assertThat(fits(devices - 8)).isFalse();
  }

  /** What was tried already does not help. */
  @Test
  void doesNotAdviseWhatWasTried() {
    PostTrainingScenario open = PlacementQuestions.of("ppo", 8, 8, LARGE, "framework: verl");

    assertThat(advice(open)).noneMatch(it -> it.contains("workload.sharding"));
  }
}
