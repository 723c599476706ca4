package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureReader;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String MIXTRAL =
      """
      {"model_type": "mixtral", "hidden_size": 4096, "num_hidden_layers": 32, "vocab_size": 32000,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
       "num_local_experts": 8, "num_experts_per_tok": 2, "sliding_window": null}
      """;

  private static CommandLineRun run(Path config) {
    return CommandLineRun.of("import", "hf", config.toString());
  }

  @Test
  void printsABlockThatAScenarioReads(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("own.json"), MIXTRAL);
    CommandLineRun run = run(config);
    assertThat(run.status()).isZero();
    Issues issues = new Issues();
    Fields scenario = Fields.of(Document.parse(run.out(), false).orThrow(), issues);
    ModelArchitecture model =
        ArchitectureReader.read(
                scenario,
                "model",
                Optional.of(folder),
                ArchitectureCatalogue.bundled(),
                new ArrayList<>())
            .orElseThrow();
    assertThat(issues.list()).isEmpty();
    assertThat(model.name()).isEqualTo("own");
    assertThat(model.parameters()).isEqualTo(46_702_792_704L);
  }

  @Test
  void countsParametersAndListsWhatItAssumed(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("own.json"), MIXTRAL);
    assertThat(run(config).out())
        .contains("# parameters: 46,702,792,704")
        .contains("#   routed experts: 45,097,156,608")
        .contains("# active per token: 12,879,925,248")
        .contains("# assumed: tie_word_embeddings: false")
        .doesNotContain("shared experts")
        .doesNotContain("multi-token");
  }

  @Test
  void refusesAFileThatIsNoModelWithoutAStackTrace(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("own.json"), "{\"model_type\": \"novelty\"}");
    assertThat(run(config).status()).isEqualTo(2);
    assertThat(run(config).err())
        .contains("hidden_size: is missing for model_type novelty")
        .doesNotContain("Exception");
    assertThat(run(folder.resolve("nowhere.json")).err()).contains("there is no file");
  }

  @Test
  void printsHelpWithoutAFormat() {
    assertThat(CommandLineRun.of("import").status()).isZero();
    assertThat(CommandLineRun.of("import").out()).contains("hf");
  }
}
