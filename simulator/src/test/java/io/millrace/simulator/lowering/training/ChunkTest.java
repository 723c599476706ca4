package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulator.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkTest {

  private static List<Integer> layers(Sample sample) {
    return SampleWork.of(sample).chunks().stream().map(chunk -> chunk.layers().size()).toList();
  }

  /** The layouts that the runs of 2411.05288 show by their times (calibration of its artifact). */
  @Test
  void movesLayersAwayFromTheOutputLayerAsPublishedRunsDo() {
    Sample measured =
        Sample.gpt()
            .with("model.layers", 32)
            .with("model.hidden", 3072)
            .with("model.ffn", 12_288)
            .with("model.heads", 24)
            .with("plan.pipeline", 8)
            .with("plan.vocabulary", "redistributed");

    assertThat(layers(measured.with("model.vocab", 256_000)))
        .containsExactly(4, 4, 4, 5, 5, 5, 5, 0);
    assertThat(layers(measured.with("model.vocab", 128_000)))
        .containsExactly(4, 4, 4, 4, 4, 5, 5, 2);
    assertThat(layers(measured.with("model.vocab", 64_000)))
        .containsExactly(4, 4, 4, 4, 4, 4, 5, 3);
    assertThat(layers(measured.with("model.vocab", 32_000)))
        .containsExactly(4, 4, 4, 4, 4, 4, 4, 4);
  }

  @Test
  void takesTheLayersThatAPlanListsInTheOrderOfTheForwardPass() {
    List<Integer> listed = List.of(3, 1, 2, 1, 0, 2, 1, 2);
    Sample sample =
        Sample.llama()
            .with("model.layers", 12)
            .with("plan.pipeline", 4)
            .with("plan.virtualStages", 2)
            .with("plan.stageLayers", listed);

    for (String schedule : List.of("interleaved", "v-min", "zero-bubble-v")) {
      assertThat(layers(sample.with("plan.schedule", schedule))).isEqualTo(listed);
    }
  }

  @Test
  void countsOnlyTheExpertsThatATokenVisits() {
    Sample mixture =
        Sample.mixture()
            .with("plan.pipeline", 4)
            .with("plan.vocabulary", "redistributed")
            .with("model.vocab", 64_000);

    assertThat(layers(mixture.with("model.moe.experts", 8)))
        .isEqualTo(layers(mixture.with("model.moe.experts", 64)));
  }

  @Test
  void redistributesTheChunksOfAVAndOfInterleavedStagesToo() {
    Sample chunks =
        Sample.llama()
            .with("model.layers", 32)
            .with("model.vocab", 256_000)
            .with("plan.pipeline", 4)
            .with("plan.virtualStages", 2)
            .with("plan.vocabulary", "redistributed");

    for (String schedule : List.of("interleaved", "v-half")) {
      List<Integer> layers = layers(chunks.with("plan.schedule", schedule));
      assertThat(layers.stream().mapToInt(Integer::intValue).sum()).isEqualTo(32);
      assertThat(layers.getLast()).isLessThan(layers.getFirst());
    }
  }
}
