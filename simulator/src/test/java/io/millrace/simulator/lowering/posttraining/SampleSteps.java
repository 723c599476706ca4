package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.input.Document;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.nio.file.Path;

/** Post-training scenarios for tests. */
final class SampleSteps {
  private static final String GRPO =
      """
      version: 1
      name: grpo
      cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
      model: llama-3.1-8b
      workload: {
        type: post-training, algorithm: grpo, promptTokens: 128, outputTokens: 512, batch: 256,
        trainBatch: 128, generationEngine: vllm, asynchrony: %s}
      plan: {calls: {actorGeneration: {%s}, actorTraining: {%s}}}
      """;

  private SampleSteps() {}

  /** An 8B model on two nodes of eight H100. */
  static PostTrainingScenario grpo(String asynchrony, String generation, String training) {
    return read(GRPO.formatted(asynchrony, generation, training));
  }

  static PostTrainingScenario read(String text) {
    return Document.parse(text, false)
        .then(it -> PostTrainingReader.bundled().read(it, Path.of("")))
        .orThrow();
  }
}
