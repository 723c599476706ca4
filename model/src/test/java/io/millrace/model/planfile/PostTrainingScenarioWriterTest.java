package io.millrace.model.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostTrainingScenarioWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asynchrony: none",
        "asynchrony: 4-step, shardingGroup: 8",
        "asynchrony: streaming, stalenessThreshold: 0.3, portions: 2, partialRollouts: false",
        "asynchrony: streaming, responsesPerPrompt: 16, engineLogProbabilities: false",
        "asynchrony: one-step, engineLogProbabilities: true, adapterRank: 32"
      })
  void whatItWritesIsReadAsTheSameWorkload(String workload) {
    PostTrainingScenario scenario =
        read(
            """
            version: 1
            name: dapo
            cluster: {device: nvidia-h20-sxm, devices: 16, devicesPerNode: 8}
            model: qwen2.5-7b
            workload: {
              type: post-training, framework: verl, algorithm: dapo, promptTokens: 150,
              outputTokens: 550, outputLengths: capped, maxSequence: 8192, rolloutsPerStep: 1024,
              trainBatch: 512, %s}
            plan: {calls: {actorGeneration: {tensor: 4}, actorTraining: {context: 4}}}
            """
                .formatted(workload));

    String written = PostTrainingScenarioWriter.bundled().toTree(scenario).toString();

    assertThat(read(written).workload()).isEqualTo(scenario.workload());
  }

  private static PostTrainingScenario read(String text) {
    return Document.parse(text, false)
        .then(it -> PostTrainingReader.bundled().read(it, Path.of("")))
        .orThrow();
  }
}
