package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code plan} says around the best plan: why, and what it hangs on. */
class PlanQuestionsTest {
  private static final String SMALL =
      """
      version: 1
      name: a small question
      cluster: {device: nvidia-a100-sxm-80g, devices: 2}
      model: {name: tiny, layers: 2, hidden: 512, ffn: 2048, heads: 4, activation: gelu, vocab: 32000}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 4, sequence: 1024, precision: bf16}
      """;

  @TempDir private Path folder;

  @Test
  void saysWhyAndWhatItHangsOn() throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), SMALL);
    Path json = folder.resolve("answer.json");
    Path picture = folder.resolve("tornado.svg");

    CommandLineRun run =
        CommandLineRun.of(
            "plan",
            file.toString(),
            "--top",
            "2",
            "--sensitivity",
            "--draws",
            "20",
            "--svg",
            picture.toString(),
            "--json",
            json.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("Why d\\d+t\\d+p\\d+\n")
        .containsPattern("why not +plan +loss")
        .containsPattern("What d\\d+t\\d+p\\d+ hangs on\n")
        .contains("20 draws of all uncertain parameters");
    Schemas.assertMatches("planning/1", Files.readString(json));
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(tree.at("/explanation/alternatives")).isNotEmpty();
    assertThat(tree.at("/sensitivity/bars")).hasSizeGreaterThan(8);
    assertThat(Files.readString(picture)).startsWith("<svg ").contains("memory bandwidth");
  }

  @Test
  void aPictureNeedsSomethingToDraw() throws IOException {
    Path file = Files.writeString(folder.resolve("small.yaml"), SMALL);

    CommandLineRun run =
        CommandLineRun.of("plan", file.toString(), "--svg", "x.svg", "--draws", "0", "--top", "0");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("--svg: draws what --sensitivity finds")
        .contains("--draws: must be 1 to 1000000, is 0", "--top: must be at least 1, is 0");
  }
}
