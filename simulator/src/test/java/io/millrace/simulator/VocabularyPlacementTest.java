package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.SimulationReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The settings that 2411.05288 measured on eight A100 (section 7.1): which placement of the output
 * layer is faster than which.
 */
class VocabularyPlacementTest {
  private static final String MEASURED =
      """
      version: 1
      name: vocabulary
      cluster: {device: nvidia-a100-sxm-80g, devices: 8}
      model: {layers: 32, hidden: 3072, ffn: 12288, heads: 24, vocab: 256000, activation: gelu,
              tiedEmbeddings: true}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 128, sequence: 2048,
                 precision: bf16}
      plan: {pipeline: 8, microBatch: 1, schedule: 1f1b, recompute: none}
      """;

  @ParameterizedTest
  @CsvSource({
    "32000, 2048", "64000, 2048", "128000, 2048", "256000, 2048",
    "32000, 4096", "64000, 4096", "128000, 4096", "256000, 4096"
  })
  void sharingBeatsMovingLayersAndThatBeatsDoingNothing(int vocabulary, int sequence) {
    Sample sample =
        Sample.of(MEASURED).with("model.vocab", vocabulary).with("workload.sequence", sequence);
    double last = seconds(sample, "last-stage");
    double moved = seconds(sample, "redistributed");
    double one = seconds(sample, "parallel-one-barrier");
    double two = seconds(sample, "parallel-two-barriers");
    double together = seconds(sample, "interlaced");

    assertThat(moved).isLessThanOrEqualTo(last);
    assertThat(one).isLessThan(moved);
    assertThat(two).isLessThan(moved);
    assertThat(together).isLessThan(moved);
    assertThat(two / one).as("measured within one percent").isBetween(0.99, 1.01);
  }

  /** Section 7.1: memory of the stages is even where the vocabulary is shared. */
  @ParameterizedTest
  @CsvSource({"parallel-one-barrier", "parallel-two-barriers"})
  void sharingEvensTheParametersOfTheStages(String placement) {
    SimulationReport last = Sample.of(MEASURED).report();
    SimulationReport shared = Sample.of(MEASURED).with("plan.vocabulary", placement).report();

    assertThat(weights(last, 7)).isGreaterThan(1.5 * weights(last, 3));
    assertThat(weights(shared, 7)).isBetween(0.99 * weights(shared, 3), 1.01 * weights(shared, 3));
    assertThat(weights(shared, 0)).isBetween(0.99 * weights(shared, 3), 1.01 * weights(shared, 3));
  }

  private static double weights(SimulationReport report, int stage) {
    return report.memory().get(stage).parts().get("weights").count();
  }

  private static double seconds(Sample sample, String placement) {
    return sample.with("plan.vocabulary", placement).seconds();
  }
}
