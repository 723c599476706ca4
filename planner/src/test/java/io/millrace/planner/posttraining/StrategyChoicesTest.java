package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrategyChoicesTest {
  private static final PostTrainingScenario DENSE =
      PlacementQuestions.of("grpo", 16, 8, "actor: llama-2-7b", "framework: nemo-rl");

  private static List<String> labels(PostTrainingScenario scenario, int size, String... calls) {
    return choices(scenario, size, calls).stream().map(it -> it.strategy().label()).toList();
  }

  private static List<CallPlacement> choices(
      PostTrainingScenario scenario, int size, String... calls) {
    List<ModelFunctionCall> its = Stream.of(calls).map(it -> Questions.call(scenario, it)).toList();
    return new StrategyChoices(scenario, its, PlacementRefusal.NONE).of(size);
  }

  @Test
  void areAllWaysToFactorTheSizeOfAMesh() {
    assertThat(labels(DENSE, 4, "actorTraining"))
        .containsExactlyInAnyOrder("d4t1p1", "d2t1p2", "d1t1p4", "d2t2p1", "d1t2p2", "d1t4p1");
  }

  @Test
  void keepTensorParallelismWithinANode() {
    assertThat(choices(DENSE, 16, "actorTraining"))
        .allMatch(it -> it.strategy().tensor() <= 8)
        .anyMatch(it -> it.strategy().tensor() == 8);
  }

  @Test
  void haveNoMoreReplicasThanAnUpdateHasResponses() {
    PostTrainingScenario few =
        Questions.read(
            """
            version: 1
            name: few
            cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
            model: qwen3-0.6b
            workload: {
              type: post-training, algorithm: grpo, promptTokens: 128, outputTokens: 128,
              outputLengths: fixed, batch: 16, trainBatch: 4, precision: bf16, framework: nemo-rl}
            """);

    assertThat(choices(few, 16, "actorTraining")).allMatch(it -> it.strategy().data() <= 4);
    assertThat(choices(few, 16, "actorGeneration")).anyMatch(it -> it.strategy().data() == 16);
  }

  @Test
  void cutLongSequencesButNeverForGeneration() {
    PostTrainingScenario longer =
        PlacementQuestions.of(
            "grpo", 16, 8, "actor: llama-3.1-8b", "framework: nemo-rl, maxSequence: 32768");

    assertThat(choices(DENSE, 16, "actorTraining")).allMatch(it -> it.strategy().context() == 1);
    assertThat(choices(longer, 16, "actorTraining"))
        .anyMatch(it -> it.strategy().context() == 8)
        .allMatch(it -> it.strategy().context() <= 8);
    assertThat(choices(longer, 16, "actorGeneration")).allMatch(it -> it.strategy().context() == 1);
    assertThat(choices(longer, 16, "actorGeneration", "actorTraining"))
        .allMatch(it -> it.strategy().context() == 1);
  }

  @Test
  void spreadExpertsOnlyWhereEveryModelHasThem() {
    String experts = "actor: qwen3-30b-a3b, reference: llama-2-7b";
    PostTrainingScenario mixed =
        PlacementQuestions.of("grpo", 16, 8, experts, "framework: nemo-rl");

    assertThat(choices(mixed, 16, "actorTraining"))
        .anyMatch(it -> it.strategy().expert() == 16)
        .allMatch(it -> 128 % it.strategy().expert() == 0);
    assertThat(choices(mixed, 16, "referenceInference"))
        .allMatch(it -> it.strategy().expert() == 1);
    assertThat(choices(mixed, 16, "actorTraining", "referenceInference"))
        .allMatch(it -> it.strategy().expert() == 1);
  }

  @Test
  void leaveOutWhatIsRefused() {
    PlacementRefusal pipelines = (call, placement) -> placement.strategy().pipeline() > 1;

    assertThat(
            new StrategyChoices(DENSE, List.of(Questions.call(DENSE, "actorTraining")), pipelines)
                .of(8))
        .isNotEmpty()
        .allMatch(it -> it.strategy().pipeline() == 1);
  }
}
