package io.millrace.model.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.jgrapht.graph.DirectedAcyclicGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DataflowTest {

  @Test
  void proximalPolicyOptimisationIsSixCallsOfFourModels() {
    Dataflow ppo = Algorithm.PPO.dataflow();

    assertThat(ppo.calls())
        .extracting(ModelFunctionCall::name)
        .containsExactly(
            "actorGeneration",
            "rewardInference",
            "referenceInference",
            "criticInference",
            "actorTraining",
            "criticTraining");
    assertThat(ppo.roles()).containsExactly("actor", "reward", "reference", "critic");
    assertThat(ppo.trains("actor")).isTrue();
    assertThat(ppo.trains("reward")).isFalse();
  }

  /** ReaL's figure 1: generation feeds all, three inferences feed both trainings. */
  @Test
  void callsOfPpoWaitForWhatTheyRead() {
    DirectedAcyclicGraph<CallInstance, Dependency> graph = Algorithm.PPO.dataflow().unrolled(1, 0);

    assertThat(before(graph, "rewardInference", 0)).containsExactly("actorGeneration@0");
    assertThat(before(graph, "actorTraining", 0))
        .containsExactlyInAnyOrder(
            "actorGeneration@0", "rewardInference@0", "referenceInference@0", "criticInference@0");
    assertThat(before(graph, "criticTraining", 0)).hasSize(4);
    assertThat(before(graph, "actorGeneration", 0)).isEmpty();
  }

  @Test
  void callsOfATrainedModelWaitForItsUpdateInTheIterationBefore() {
    DirectedAcyclicGraph<CallInstance, Dependency> graph = Algorithm.PPO.dataflow().unrolled(3, 0);

    assertThat(before(graph, "actorGeneration", 2)).containsExactly("actorTraining@1");
    assertThat(before(graph, "criticInference", 2))
        .containsExactlyInAnyOrder("actorGeneration@2", "criticTraining@1");
    assertThat(before(graph, "rewardInference", 2)).containsExactly("actorGeneration@2");
  }

  @Test
  void generationThatMayBeStaleWaitsForAnEarlierUpdate() {
    DirectedAcyclicGraph<CallInstance, Dependency> graph = Algorithm.GRPO.dataflow().unrolled(4, 1);

    assertThat(before(graph, "actorGeneration", 1)).isEmpty();
    assertThat(before(graph, "actorGeneration", 3)).containsExactly("actorTraining@1");
    assertThat(before(graph, "actorInference", 3))
        .containsExactlyInAnyOrder("actorGeneration@3", "actorTraining@2");
  }

  @ParameterizedTest
  @CsvSource({"PPO, 6", "GRPO, 4", "DAPO, 3", "REMAX, 6", "DPO, 4"})
  void algorithmsHaveSoManyCallsOnDevices(Algorithm algorithm, int calls) {
    assertThat(algorithm.dataflow().placed()).hasSize(calls);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyAlgorithmGeneratesFirstAndTrainsTheActorOnWhatFollows(Algorithm algorithm) {
    Dataflow dataflow = algorithm.dataflow();
    DirectedAcyclicGraph<CallInstance, Dependency> graph = dataflow.unrolled(1, 0);
    CallInstance training = new CallInstance(dataflow.call("actorTraining").orElseThrow(), 0);
    CallInstance generation = new CallInstance(dataflow.call("actorGeneration").orElseThrow(), 0);

    assertThat(dataflow.name()).isEqualTo(algorithm.key());
    assertThat(graph.inDegreeOf(generation)).isZero();
    assertThat(graph.getAncestors(training)).contains(generation);
    assertThat(graph.outDegreeOf(training)).isZero();
  }

  @Test
  void refusesCallsThatWaitForEachOther() {
    ModelFunctionCall one = ModelFunctionCall.rule("one", List.of("b"), List.of("a"));
    ModelFunctionCall two = ModelFunctionCall.rule("two", List.of("a"), List.of("b"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dataflow("circle", List.of(one, two)))
        .withMessageContaining("wait for each other");
  }

  @Test
  void refusesTwoCallsOfOneName() {
    ModelFunctionCall one = ModelFunctionCall.rule("one", List.of(), List.of());

    assertThatIllegalArgumentException().isThrownBy(() -> new Dataflow("twice", List.of(one, one)));
  }

  @Test
  void callsOnDevicesNeedAModelAndOthersHaveNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ModelFunctionCall(
                    "x",
                    CallKind.TRAINING,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty()))
        .withMessageContaining("needs a model");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ModelFunctionCall.of("x", CallKind.REWARD_RULE, "actor", List.of(), List.of()))
        .withMessageContaining("has not a model");
  }

  private static List<String> before(
      DirectedAcyclicGraph<CallInstance, Dependency> graph, String call, int iteration) {
    CallInstance instance =
        graph.vertexSet().stream()
            .filter(it -> it.call().name().equals(call) && it.iteration() == iteration)
            .findFirst()
            .orElseThrow();
    return graph.incomingEdgesOf(instance).stream()
        .map(Dependency::from)
        .map(it -> it.call().name() + "@" + it.iteration())
        .toList();
  }
}
