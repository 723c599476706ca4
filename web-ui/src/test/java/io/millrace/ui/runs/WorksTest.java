package io.millrace.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.InvalidInputException;
import io.millrace.scenarios.Question;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Runs answer questions about every workload. */
class WorksTest {
  private static final String GROUPS =
      """
      version: 1
      name: groups
      cluster: {device: nvidia-h100-sxm, devices: 4, devicesPerNode: 8}
      model: llama-2-7b
      workload: {
        type: post-training, algorithm: grpo, promptTokens: 128, outputTokens: 128,
        outputLengths: fixed, batch: 512, precision: bf16, framework: nemo-rl}
      """;
  private static final String PLAN =
      """
      plan:
        calls:
          actorGeneration: {devices: 0-3, tensor: 4}
          actorInference: {devices: 0-3, tensor: 4}
          referenceInference: {devices: 0-3, tensor: 4}
          actorTraining: {devices: 0-3, tensor: 4}
      """;

  private final List<String> notes = new ArrayList<>();
  private final RunWork.Watch watch =
      new RunWork.Watch() {
        @Override
        public void progress(double share, String note) {
          notes.add(note);
        }

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @Test
  void postTrainingIsSimulatedUnderItsPlan() {
    String answer = new SimulationWork().answer(GROUPS + PLAN, watch);

    var root = JsonMapper.shared().readTree(answer);
    assertThat(root.path("format").asString()).isEqualTo("step/1");
    assertThat(root.path("simulated").path("activities")).isNotEmpty();
  }

  @Test
  void postTrainingWithoutAPlanIsAnIssue() {
    assertThatThrownBy(() -> new SimulationWork().answer(GROUPS, watch))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("plan");
  }

  @Test
  void postTrainingIsPlanned() {
    String answer = new PlanningWork(1).answer(GROUPS, watch);

    var root = JsonMapper.shared().readTree(answer);
    assertThat(root.path("format").asString()).isEqualTo("post-training-planning/1");
    assertThat(root.path("best").path("step").path("calls")).isNotEmpty();
  }

  @Test
  void filesAreOutOfReachInEveryWorkload() {
    String question = GROUPS.replace("llama-2-7b", "../../etc/passwd");

    assertThat(new ScenarioTexts().question(question).issues())
        .anySatisfy(it -> assertThat(it.path()).startsWith("model"));
  }

  @Test
  void questionsAreToldApartByTheirWorkload() {
    assertThat(new ScenarioTexts().question(GROUPS).orThrow())
        .isInstanceOf(Question.PostTraining.class);
  }
}
