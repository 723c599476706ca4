package io.millrace.planner.posttraining.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.posttraining.PostTrainingFramework;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaunchersTest {

  static Stream<PostTrainingLauncher> bundled() {
    return Launchers.bundled().stream();
  }

  @Test
  void knowsFiveLaunchersByKey() {
    assertThat(Launchers.keys()).containsExactly("verl", "nemo-rl", "areal", "openrlhf", "realhf");
    assertThat(Launchers.find("areal").map(PostTrainingLauncher::title)).contains("AReaL");
    assertThat(Launchers.find("slime")).isEmpty();
  }

  @Test
  void aMisspeltKeyGetsAHint() {
    assertThat(Launchers.hint("nemorl")).contains("nemo-rl");
    assertThat(Launchers.hint("openrhlf")).contains("openrlhf");
    assertThat(Launchers.hint("somethingelse")).contains("verl, nemo-rl");
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void everyRuleHasANameAReasonAndASource(PostTrainingLauncher launcher) {
    assertThat(launcher.placementRules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.name()).startsWith(launcher.title() + ": ");
              assertThat(rule.reason()).isNotBlank();
              assertThat(rule.source()).isNotBlank();
            });
    assertThat(launcher.placementRules()).extracting(PlacementRule::name).doesNotHaveDuplicates();
    assertThat(launcher.scenarioRules())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.source()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void everyArrangementHasEachCallOnce(PostTrainingLauncher launcher) {
    for (Algorithm algorithm : Algorithm.values()) {
      List<ModelFunctionCall> placed = algorithm.dataflow().placed();
      for (Arrangement arrangement : launcher.arrangements(algorithm.dataflow())) {
        assertThat(arrangement.pools().stream().flatMap(it -> it.calls().stream()))
            .as(arrangement.label())
            .containsExactlyInAnyOrderElementsOf(placed);
        assertThat(arrangement.groups()).extracting(Group::name).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void arrangementsAreDifferentFromEachOther(PostTrainingLauncher launcher) {
    assertThat(launcher.arrangements(Algorithm.PPO.dataflow())).doesNotHaveDuplicates();
    assertThat(launcher.arrangements(Algorithm.GRPO.dataflow())).doesNotHaveDuplicates();
  }

  @Test
  void onlyReaLsOwnLauncherGivesEachCallItsOwnDevices() {
    assertThat(Launchers.bundled())
        .filteredOn(
            it ->
                it.arrangements(Algorithm.PPO.dataflow()).stream()
                    .anyMatch(one -> one.pools().size() == 6 && !one.disjoint()))
        .extracting(PostTrainingLauncher::key)
        .containsExactly("realhf");
  }

  @Test
  void theAlgorithmsOfEachLauncherAreThoseItDocuments() {
    assertThat(algorithms("verl")).containsExactly("ppo", "grpo", "dapo", "remax");
    assertThat(algorithms("nemo-rl")).containsExactly("ppo", "grpo", "dapo");
    assertThat(algorithms("areal")).containsExactly("grpo", "dapo");
    assertThat(algorithms("openrlhf")).containsExactly("ppo", "grpo", "dapo");
    assertThat(algorithms("realhf")).containsExactly("ppo");
  }

  private static List<String> algorithms(String key) {
    PostTrainingLauncher launcher = Launchers.find(key).orElseThrow();
    return Stream.of(Algorithm.values())
        .filter(it -> launcher.refusals(Questions.dense(it, 16, "")).isEmpty())
        .map(Algorithm::key)
        .toList();
  }

  @Test
  void aLauncherThatWaitsForEveryUpdateRefusesQuestionsThatDoNot() {
    PostTrainingLauncher realhf = Launchers.find("realhf").orElseThrow();
    assertThat(realhf.refusals(Questions.dense(Algorithm.PPO, 16, "asynchrony: one-step")))
        .singleElement()
        .asString()
        .contains("ReaLHF: synchronous");
  }

  @Test
  void adaptersAreForThoseThatDocumentThem() {
    assertThat(Launchers.bundled())
        .filteredOn(
            it ->
                it.refusals(Questions.dense(Algorithm.GRPO, 16, "adapterRank: 16")).stream()
                    .noneMatch(reason -> reason.contains("no adapters")))
        .extracting(PostTrainingLauncher::key)
        .containsExactly("verl", "areal");
  }

  @Test
  void responsesStreamOnlyWhereEnginesHaveTheirOwnDevices() {
    var streaming =
        Questions.dense(Algorithm.DAPO, 16, "asynchrony: streaming, sharding: zero3").workload();
    assertThat(
            Launchers.bundled().stream()
                .flatMap(it -> it.arrangements(streaming).stream())
                .map(Arrangement::label))
        .containsExactly(
            "fully_async: rollout_pool{rollout} global_pool{actor}",
            "separate: rollout{rollout} actor{actor}");
  }

  @Test
  void generationAheadOfTrainingHasItsOwnDevicesInNemoRl() {
    PostTrainingLauncher nemo = Launchers.find("nemo-rl").orElseThrow();
    assertThat(nemo.arrangements(Questions.dense(Algorithm.GRPO, 16, "").workload()))
        .extracting(Arrangement::name)
        .containsExactly("colocated", "non-colocated");
    assertThat(
            nemo.arrangements(
                Questions.dense(Algorithm.GRPO, 16, "asynchrony: one-step").workload()))
        .extracting(Arrangement::name)
        .containsExactly("non-colocated");
  }

  @Test
  void eachHasAFrameworkWithItsCosts() {
    assertThat(Launchers.bundled())
        .allSatisfy(
            it -> assertThat(it.framework()).map(PostTrainingFramework::id).contains(it.key()));
  }
}
