package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  @Test
  void namesDegreesAndWhatIsRecomputed() {
    assertThat(line("label: d64, recompute: none"))
        .isEqualTo("d64t1p1, micro-batch 1, recompute none");
  }

  @Test
  void namesTheScheduleOfAPipeline() {
    assertThat(line("label: d16p4, virtualStages: 2, recompute: none"))
        .isEqualTo("d16t1p4, micro-batch 1, interleaved with 2 chunks, recompute none");
    assertThat(line("label: d16p4, vocabulary: interlaced, virtualStages: 1, recompute: none"))
        .isEqualTo("d16t1p4, micro-batch 1, 1f1b, vocabulary interlaced, recompute none");
  }

  @Test
  void namesOverWhichLayersItGoes() {
    String full = "label: d32t2, recompute: full";
    assertThat(line(full)).endsWith("recompute full");
    assertThat(line(full + ", recomputeMethod: block, recomputeLayers: 5"))
        .endsWith("recompute full for 5 layers a chunk");
    assertThat(line(full + ", recomputeMethod: uniform, recomputeLayers: 4"))
        .endsWith("recompute full in units of 4 layers");
    assertThat(line(full + ", activationOffload: true"))
        .endsWith("recompute full, activations offloaded");
    assertThat(line(full + ", activationOffload: true, offloadLayers: 3"))
        .endsWith("recompute full, activations of 3 layers a chunk offloaded");
  }

  @Test
  void namesHowRanksShareTheWork() {
    assertThat(
            line(
                "label: d16t2p1c2, contextExchange: ulysses, sharding: zero3, shardingGroup: 8,"
                    + " sequenceParallel: true, asyncTensorParallel: true, recompute: none"))
        .isEqualTo(
            "d16t2p1c2, micro-batch 1, context by ulysses, zero3 in groups of 8,"
                + " sequence parallel, async tensor parallel, recompute none");
  }

  @Test
  void namesTheOrderOfRanksAndOverlapThatIsNotUsual() {
    assertThat(
            line(
                "label: d16p4, virtualStages: 1, rankOrder: pipeline-before-data, sharding: zero1,"
                    + " gradientOverlap: off, weightOverlap: on, recompute: none"))
        .isEqualTo(
            "d16t1p4, micro-batch 1, 1f1b, stages next to each other, zero1,"
                + " gradients apart from passes, weights beside passes, recompute none");
  }

  private static String line(String plan) {
    String yaml =
        """
        version: 1
        name: line
        cluster: {node: dgx-h100, nodes: 8}
        model: llama-3-8b
        workload: {type: training, globalBatch: 64, sequence: 4096, precision: bf16}
        plan: {microBatch: 1, %s}
        """
            .formatted(plan);
    return Document.parse(yaml, false)
        .then(document -> ScenarioReader.bundled().read(document, Path.of("")))
        .orThrow()
        .plan()
        .map(it -> new PlanText(it).line())
        .orElseThrow();
  }
}
