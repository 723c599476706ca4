package io.millrace.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collected files of published models, against the catalogue and against published counts. */
class HuggingFaceFilesTest {

  private static Path folder() {
    String data = System.getProperty("millrace.data", "");
    Path folder = Path.of(data, "models");
    assumeTrue(
        !data.isEmpty() && Files.isDirectory(folder),
        "needs models/ in the folder that -Dmillrace.data names");
    return folder;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void everyFileIsReadAndAgreesWithTheCatalogueWhereThatKnowsTheModel() throws IOException {
    int known = 0;
    for (Path file : files()) {
      List<Assumption> assumptions = new ArrayList<>();
      Parsed<ModelArchitecture> read = HuggingFaceConfig.read(file, assumptions);
      assertThat(read.issues()).as(file.toString()).isEmpty();
      ModelArchitecture model = read.orThrow();
      var entry = ArchitectureCatalogue.bundled().find(model.name());
      if (entry.isPresent()) {
        known++;
        assertThat(model)
            .as(file.toString())
            .isEqualTo(entry.get().architecture().withName(model.name()));
      }
    }
    assertThat(known).isGreaterThan(70);
  }

  @Test
  void filesThatLeaveTheirLayersOpenNameWhatIsMissing() throws IOException {
    Path file = folder().resolve("nvidia--NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16.json");
    assumeTrue(Files.isRegularFile(file), "needs " + file);
    Parsed<ModelArchitecture> alone =
        io.millrace.model.input.Document.read(file)
            .then(it -> HuggingFaceConfig.readAlone(it, "own", new ArrayList<>()));
    assertThat(alone.issues())
        .extracting(Issue::path)
        .containsExactlyInAnyOrder("hybrid_override_pattern");
  }

  @Test
  void countsMatchThePublishedTotals() throws IOException {
    Path table = folder().resolve("parameters.csv");
    assumeTrue(Files.isRegularFile(table), "needs " + table);
    List<String> rows = Files.readAllLines(table);
    int compared = 0;
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", 3);
      Path file = folder().resolve(cells[0] + ".json");
      long parameters =
          Files.isRegularFile(file)
              ? HuggingFaceConfig.read(file, new ArrayList<>()).orThrow().parameters()
              : ArchitectureCatalogue.bundled()
                  .find(cells[0])
                  .orElseThrow()
                  .architecture()
                  .parameters();
      assertThat(parameters).as(cells[0]).isEqualTo(Long.parseLong(cells[1]));
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(16);
  }

  @Test
  void aFolderStandsForItsConfig(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 1, "vocab_size": 10,
         "num_attention_heads": 4, "intermediate_size": 128}
        """);
    assertThat(HuggingFaceConfig.read(folder, new ArrayList<>()).orThrow().name())
        .isEqualTo(folder.getFileName().toString());
  }
}
