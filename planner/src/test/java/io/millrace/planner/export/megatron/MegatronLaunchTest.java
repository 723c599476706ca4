package io.millrace.planner.export.megatron;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.launcher.Launcher;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run under Megatron needs beside its plan. */
class MegatronLaunchTest {
  private static final String ONE_QUEUE = "export CUDA_DEVICE_MAX_CONNECTIONS=1\n";
  private static final String GPT =
      "{name: own, layers: 8, hidden: 2048, ffn: 8192, heads: 16, vocab: 50304, activation: gelu}";

  @ParameterizedTest
  @EnumSource(names = {"MEGATRON_LM", "MEGATRON_BRIDGE"})
  void exchangesOfActivationsQueueInOrderBeforeBlackwell(Launcher launcher) {
    assertThat(script(launcher, "dgx-h100", "label: d4t2, sharding: zero1")).contains(ONE_QUEUE);
    assertThat(script(launcher, "dgx-a100", "label: d4t1p1c2, sharding: zero1"))
        .contains(ONE_QUEUE);
    assertThat(script(launcher, "dgx-b200", "label: d4t2, sharding: zero1"))
        .doesNotContain("CUDA_DEVICE_MAX_CONNECTIONS");
    assertThat(script(launcher, "dgx-h100", "label: d4p2, sharding: zero1"))
        .doesNotContain("CUDA_DEVICE_MAX_CONNECTIONS");
  }

  @ParameterizedTest
  @EnumSource(names = {"MEGATRON_LM", "MEGATRON_BRIDGE"})
  void fullyShardedWeightsNeedMoreThanOneQueue(Launcher launcher) {
    assertThat(script(launcher, "dgx-h100", "label: d4t2, sharding: zero3"))
        .doesNotContain("CUDA_DEVICE_MAX_CONNECTIONS");
  }

  @Test
  void dropoutIsToldAsTheModelIsPriced() {
    assertThat(files(Launcher.MEGATRON_LM, GPT, "megatron-core-2024"))
        .contains("--attention-dropout 0.1\n", "--hidden-dropout 0.1\n");
    assertThat(files(Launcher.MEGATRON_LM, GPT, "megatron-bridge-2026"))
        .contains("--attention-dropout 0.0\n", "--hidden-dropout 0.0\n");
    assertThat(files(Launcher.MEGATRON_LM, "llama-3.1-8b", "megatron-core-2024"))
        .contains("--attention-dropout 0.0\n", "--hidden-dropout 0.0\n");
    assertThat(files(Launcher.MEGATRON_BRIDGE, GPT, "megatron-core-2024"))
        .contains("attention_dropout: 0.1\n", "hidden_dropout: 0.1\n");
  }

  @Test
  void aMeasurementDoesNotEndInAnEvaluation() {
    LaunchFiles written =
        written(
            Launcher.MEGATRON_LM,
            "dgx-h100",
            GPT,
            "megatron-core-2024",
            "label: d8, sharding: zero1");

    assertThat(written.files().get(LaunchFiles.SCRIPT)).contains("  --eval-iters 0\n");
    assertThat(written.remarks())
        .anyMatch(it -> it.startsWith("--eval-iters 0: "))
        .anyMatch(it -> it.startsWith("Dropout of attention and of hidden states is 0.1"));
  }

  private static String script(Launcher launcher, String node, String plan) {
    return written(launcher, node, "llama-3.1-8b", "megatron-core-2024", plan)
        .files()
        .getOrDefault(LaunchFiles.SCRIPT, "");
  }

  private static String files(Launcher launcher, String model, String framework) {
    LaunchFiles written =
        written(launcher, "dgx-h100", model, framework, "label: d8, sharding: zero1");
    return String.join("\n", written.files().values());
  }

  private static LaunchFiles written(
      Launcher launcher, String node, String model, String framework, String plan) {
    String yaml =
        """
        version: 1
        name: launched
        cluster: {node: %s, nodes: 1}
        model: %s
        workload: {type: training, framework: %s, globalBatch: 64, sequence: 2048, precision: bf16}
        plan: {microBatch: 1, recompute: none, %s}
        """
            .formatted(node, model, framework, plan);
    Scenario scenario =
        ScenarioReader.bundled().read(Document.parse(yaml, false).orThrow(), Path.of("")).orThrow();
    return PlanExporter.of(launcher).export(LaunchJob.of(scenario, scenario.plan().orElseThrow()));
  }
}
