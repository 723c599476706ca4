package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.search.StopSign;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutsTest {
  private static PostTrainingScenario grpo(String more) {
    return PlacementQuestions.of("grpo", 8, 8, "actor: qwen3-1.7b", "framework: verl" + more);
  }

  private static List<Layout> ofVerl(PostTrainingScenario question) {
    return new Layouts(Launchers.find("verl"), 1, new StopSign()).of(question);
  }

  @Test
  void generationSharesNoDeviceWithTrainingWhereTheScenarioSaysSo() {
    PostTrainingScenario open = grpo("");
    PostTrainingScenario apart = grpo(", colocated: false");

    PostTrainingPlan best = plan(PostTrainingRequest.of(apart));

    PostTrainingPlan together =
        plan(PostTrainingRequest.of(open).with(Launchers.find("verl").orElseThrow()));
    assertThat(Layouts.isKeptApart(best, apart)).isTrue();
    assertThat(best.placement("actorGeneration").orElseThrow().mesh())
        .matches(it -> !it.overlaps(best.placement("actorTraining").orElseThrow().mesh()));
    assertThat(Layouts.isKeptApart(together, apart)).isFalse();
  }

  private static PostTrainingPlan plan(PostTrainingRequest request) {
    return PostTrainingPlanner.calibrated().plan(request).best().orElseThrow().plan();
  }

  @Test
  void arrangementsThatGenerateWhereTheyTrainAreNoneOfThoseThatKeepThemApart() {
    List<Layout> open = ofVerl(grpo(""));
    List<Layout> apart = ofVerl(grpo(", colocated: false"));

    assertThat(open).isNotEmpty();
    assertThat(apart).isEmpty();
    assertThat(
            new Layouts(Launchers.find("verl"), 1, new StopSign())
                .refusals(grpo(", colocated: false")))
        .singleElement()
        .satisfies(it -> assertThat(it).contains("workload.colocated is false"));
    assertThat(ofVerl(grpo(", colocated: false, asynchrony: one-step")))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.pools()).isGreaterThan(1));
  }
}
