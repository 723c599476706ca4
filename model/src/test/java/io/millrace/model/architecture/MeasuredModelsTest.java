package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every model of the collected measurements is understood. */
class MeasuredModelsTest {

  @ParameterizedTest
  @ValueSource(strings = {"training.json", "post-training.json", "serving.json"})
  void readsEveryModelBlock(String file) {
    String data = System.getProperty("millrace.data", "");
    Path path = Path.of(data, "measurements", file);
    assumeTrue(
        !data.isEmpty() && Files.isRegularFile(path),
        "needs measurements/" + file + " in the folder that -Dmillrace.data names");
    JsonNode root = Document.read(path).orThrow().root();
    Set<JsonNode> blocks = new LinkedHashSet<>();
    for (JsonNode measured : root.get("cases")) {
      if (measured.has("model")) {
        blocks.add(measured.get("model"));
      }
      if (measured.has("models")) {
        measured.get("models").forEach(blocks::add);
      }
    }
    assertThat(blocks).isNotEmpty();
    for (JsonNode block : blocks) {
      Issues issues = new Issues();
      Fields fields = Fields.of(block, "model", issues);
      assertThat(
              ArchitectureReader.read(fields, ArchitectureCatalogue.bundled(), new ArrayList<>()))
          .as(block.toString())
          .isPresent();
      assertThat(issues.list()).isEmpty();
    }
  }
}
