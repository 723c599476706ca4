package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.launcher.Launcher;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class DocumentedNamesTest {
  private static final DocumentedNames NAMES = DocumentedNames.of("--known", "stage");

  private static final String LATENT =
      """
      version: 1
      name: Latent attention with experts
      cluster: {node: dgx-h100, nodes: 8}
      model: deepseek-v3
      workload: {type: training, framework: megatron-core-2024, globalBatch: 64, sequence: 4096,
        precision: bf16}
      plan: {label: d64e64, microBatch: 1, sharding: zero1, recompute: none}
      """;

  @Test
  void namesThatWereLookedUpNeedNoRemark() {
    assertThat(NAMES.remark("run --known 1", List.of("stage"))).isEmpty();
  }

  @Test
  void otherNamesAreListedOnceOptionsFirst() {
    assertThat(NAMES.remark("run --new 1 --known 2 --new 3", List.of("stage", "bucket")))
        .contains("Not verified, but recalled: the spelling of --new, bucket.");
  }

  @Test
  void torchrunNeedsNoRemark() {
    assertThat(NAMES.remark(ShellText.torchrun() + "torchrun train.py --known\n", List.of()))
        .isEmpty();
  }

  @Test
  void keysOfATreeAreThoseOfAllItsBlocks() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.putObject("zero").put("stage", 1);
    tree.put("batch", 2);

    assertThat(DocumentedNames.keys(tree)).containsExactly("batch", "stage", "zero");
  }

  @Test
  void optionsOfExpertsAndLatentAttentionAreRecalled() {
    Scenario scenario =
        ScenarioReader.bundled()
            .read(Document.parse(LATENT, false).orThrow(), Path.of(""))
            .orThrow();
    LaunchJob job = LaunchJob.of(scenario, scenario.plan().orElseThrow());

    assertThat(PlanExporter.of(Launcher.MEGATRON_LM).export(job).remarks().getLast())
        .startsWith("Not verified, but recalled: ")
        .contains("--multi-latent-attention", "--q-lora-rank", "--num-experts", "--mtp-num-layers")
        .doesNotContain("--num-layers", "--expert-model-parallel-size");
    assertThat(PlanExporter.of(Launcher.MEGATRON_BRIDGE).export(job).remarks().getLast())
        .contains("model.kv_lora_rank", "model.num_moe_experts")
        .doesNotContain("model.num_layers", "model.expert_model_parallel_size");
  }
}
