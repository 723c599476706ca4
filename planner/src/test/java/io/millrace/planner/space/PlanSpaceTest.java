package io.millrace.planner.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Questions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanSpaceTest {

  static Stream<Scenario> scenarios() {
    return Stream.of(
        Questions.gpt(6, 1024, 4, 8), Questions.gpt(5, 2048, 16, 8), Questions.experts(4, 8, 16));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyPlanObeysTheRulesOfScenarios(Scenario scenario) {
    int devices = scenario.cluster().devices();

    List<TrainingPlan> some = every(97, PlanSpace.of(scenario).plans());

    assertThat(some).hasSizeGreaterThan(100);
    assertThat(some)
        .allSatisfy(
            plan ->
                assertThat(
                        PlanRules.violations(
                            devices, scenario.model(), scenario.workload(), plan, true))
                    .as(plan.toString())
                    .isEmpty());
  }

  private static List<TrainingPlan> every(int nth, Stream<TrainingPlan> plans) {
    int[] count = {0};
    return plans.filter(_ -> count[0]++ % nth == 0).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void candidatesAreCountedWithoutListingThem(Scenario scenario) {
    PlanSpace space = PlanSpace.of(scenario);
    for (ParallelStrategy degrees : space.meshes()) {
      MeshSpace mesh = space.of(degrees);
      long listed =
          (long) mesh.layers().size() * mesh.pipelinings().size() * mesh.replicas().size();
      assertThat(space.candidates(degrees)).isEqualTo(mesh.candidates()).isEqualTo(listed);
    }
  }

  @Test
  void noPlanIsListedTwice() {
    assertThat(PlanSpace.of(Questions.gpt(4, 1024, 2, 4)).plans().toList()).doesNotHaveDuplicates();
  }

  @Test
  void degreesMultiplyToTheDevicesAndDivideBatchAndHeads() {
    Scenario scenario = Questions.gpt(6, 1536, 16, 24);

    assertThat(PlanSpace.of(scenario).meshes())
        .doesNotHaveDuplicates()
        .allSatisfy(
            mesh -> {
              assertThat(mesh.devices()).isEqualTo(16);
              assertThat(24 % mesh.data()).isZero();
              assertThat(12 % mesh.tensor()).isZero();
            })
        .extracting(ParallelStrategy::tensor)
        .contains(1, 2, 4)
        .doesNotContain(8, 16);
  }

  @Test
  void expertsSpreadOverDataAndTensorRanks() {
    assertThat(PlanSpace.of(Questions.experts(4, 8, 16)).meshes())
        .extracting(ParallelStrategy::label)
        .contains("d8t1p1e8", "d4t2p1e8", "d4t2p1e2", "d2t1p4e2")
        .doesNotContain("d2t1p4e4");
  }

  @Test
  void pipelinesHaveEveryScheduleAndUnevenEnds() {
    MeshSpace mesh =
        PlanSpace.of(Questions.gpt(6, 1024, 4, 8)).of(ParallelStrategy.parse("d1t1p4"));

    assertThat(mesh.pipelinings())
        .extracting(it -> it.schedule())
        .containsAll(Set.of(ScheduleKind.values()));
    assertThat(mesh.pipelinings())
        .extracting(it -> it.stageLayers())
        .contains(List.of(), List.of(1, 2, 2, 1), List.of(2, 2, 2, 0));
    assertThat(mesh.pipelinings())
        .extracting(it -> it.vocabulary())
        .containsOnly(VocabularyPlacement.LAST_STAGE, VocabularyPlacement.REDISTRIBUTED);
  }

  @Test
  void nodesOfItsOwnShareWithinThemselves() {
    MeshSpace mesh =
        PlanSpace.of(Questions.gpt(4, 1024, 16, 16)).of(ParallelStrategy.parse("d16t1p1"));

    assertThat(mesh.replicas())
        .filteredOn(it -> it.sharding() == Sharding.ZERO3)
        .extracting(it -> it.shardingGroup().orElse(16))
        .contains(8, 16);
  }

  @Test
  void aRuleTakesOutWhatItForbidsAndCountsIt() {
    Rule none =
        Rule.of(
            Choice.LAYERS,
            "nothing twice",
            "a test",
            "none",
            (_, plan) -> plan.recompute() == Recompute.NONE);
    PlanSpace space = new PlanSpace(Questions.gpt(4, 1024, 2, 4), List.of(none));
    MeshSpace mesh = space.of(ParallelStrategy.parse("d2t1p1"));

    assertThat(mesh.layers()).extracting(it -> it.recompute()).containsOnly(Recompute.NONE);
    long left = (long) mesh.layers().size() * mesh.pipelinings().size() * mesh.replicas().size();
    assertThat(mesh.forbidden()).containsOnlyKeys("nothing twice");
    assertThat(mesh.candidates()).isEqualTo(left + mesh.forbidden().get("nothing twice"));
    assertThat(space.broken(mesh.plan(0, 0, 0))).isEmpty();
  }

  @Test
  void rulesReadChoicesThatAreMadeTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Rule(
                    "odd",
                    "a test",
                    "none",
                    Set.of(Choice.PIPELINING, Choice.REPLICAS),
                    (_, _) -> true))
        .withMessageContaining("odd reads");
  }

  @Test
  void devicesAreWholeNodesOrPartsOfOne() {
    assertThat(DeviceCounts.upTo(40, Questions.gpt(4, 1024, 16, 16).cluster()))
        .containsExactly(1, 2, 4, 8, 16, 24, 32, 40);
    assertThat(DeviceCounts.upTo(8 * 100, Questions.gpt(4, 1024, 16, 16).cluster()))
        .contains(8 * 15, 8 * 16, 8 * 18, 8 * 100)
        .doesNotContain(8 * 17, 8 * 33, 8 * 99);
  }
}
