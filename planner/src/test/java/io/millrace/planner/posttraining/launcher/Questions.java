package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Document;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Questions and plans in few words. */
public final class Questions {
  private Questions() {}

  /** Dense models on nodes of eight devices. */
  public static PostTrainingScenario dense(Algorithm algorithm, int devices, String more) {
    return read(
        """
        version: 1
        name: a question
        cluster: {device: nvidia-h100-sxm, devices: %d, devicesPerNode: 8}
        model: llama-2-7b
        workload: {
          type: post-training, algorithm: %s, promptTokens: 128, outputTokens: 128,
          outputLengths: fixed, batch: 512, precision: bf16, framework: nemo-rl%s}
        """
            .formatted(devices, algorithm.key(), more.isEmpty() ? "" : ", " + more));
  }

  public static PostTrainingScenario read(String yaml) {
    return PostTrainingReader.bundled()
        .read(Document.parse(yaml, false).orThrow(), Path.of(""))
        .orThrow();
  }

  /** A call of a scenario. */
  public static ModelFunctionCall call(PostTrainingScenario scenario, String name) {
    return scenario.workload().dataflow().call(name).orElseThrow();
  }

  /** A placement such as {@code d2t4@0-7}. */
  public static CallPlacement at(String label) {
    int at = label.indexOf('@');
    return CallPlacement.of(
        DeviceMesh.parse(label.substring(at + 1)), ParallelStrategy.parse(label.substring(0, at)));
  }

  /** A plan of placements by call. */
  public static PostTrainingPlan plan(Map<String, String> labels) {
    Map<String, CallPlacement> placements = new TreeMap<>();
    labels.forEach((call, label) -> placements.put(call, at(label)));
    return PostTrainingPlan.of(placements);
  }
}
