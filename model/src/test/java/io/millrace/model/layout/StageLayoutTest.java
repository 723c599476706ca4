package io.millrace.model.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StageLayoutTest {

  private static StageLayout layout(int layers, String plan) {
    String yaml =
        """
        version: 1
        name: layout
        cluster: {device: nvidia-h100-sxm, devices: 4}
        model: {layers: %d, hidden: 1024, ffn: 4096, heads: 16, vocab: 32000}
        workload: {type: training, globalBatch: 8, sequence: 2048, precision: bf16}
        plan: {%s}
        """
            .formatted(layers, plan);
    Scenario scenario =
        ScenarioReader.bundled().read(Document.parse(yaml, false).orThrow(), Path.of("")).orThrow();
    return StageLayout.of(scenario.model(), scenario.workload(), scenario.plan().orElseThrow());
  }

  @Test
  void layersThatDivideAreSpreadEvenly() {
    assertThat(layout(16, "pipeline: 4, virtualStages: 2").layers())
        .containsExactly(2, 2, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void withoutAPipelineOneStageHoldsAll() {
    assertThat(layout(16, "data: 4").layers()).containsExactly(16);
  }

  /** 14 layers with embedding and loss fill 16 slots; of 15 the odd one goes to the middle. */
  @Test
  void embeddingAndLossCountAsALayerWhereLayersDoNotDivide() {
    assertThat(layout(14, "pipeline: 4").layers()).containsExactly(3, 4, 4, 3);
    assertThat(layout(15, "pipeline: 4").layers()).containsExactly(3, 5, 4, 3);
    assertThat(layout(15, "pipeline: 4").largest()).isEqualTo(5);
  }

  @Test
  void whatAPlanListsIsTaken() {
    assertThat(layout(10, "pipeline: 4, stageLayers: [1, 4, 3, 2]").layers())
        .containsExactly(1, 4, 3, 2);
  }
}
