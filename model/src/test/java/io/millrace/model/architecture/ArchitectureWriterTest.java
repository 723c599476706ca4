package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureWriterTest {

  static Iterable<CatalogueEntry> catalogue() {
    return ArchitectureCatalogue.bundled().entries();
  }

  private static ModelArchitecture read(String yaml, ArchitectureCatalogue catalogue) {
    Issues issues = new Issues();
    Fields fields = Fields.of(Document.parse(yaml, false).orThrow(), issues);
    return issues
        .result(ArchitectureReader.read(fields, catalogue, new ArrayList<>())::orElseThrow)
        .orThrow();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void whatIsWrittenReadsBackAsTheSameModel(CatalogueEntry entry) {
    String yaml = ArchitectureWriter.toYaml(entry.architecture());
    assertThat(read(yaml, ArchitectureCatalogue.empty())).isEqualTo(entry.architecture());
    assertThat(read(yaml, ArchitectureCatalogue.bundled())).isEqualTo(entry.architecture());
  }

  @Test
  void writesAPlainModelInTheShortForm() {
    ModelArchitecture model =
        ArchitectureCatalogue.bundled().find("llama-3.1-70b").orElseThrow().architecture();
    assertThat(ArchitectureWriter.toYaml(model))
        .isEqualTo(
            """
            name: llama-3.1-70b
            layers: 80
            hidden: 8192
            ffn: 28672
            heads: 64
            kvHeads: 8
            activation: swiglu
            vocab: 128256
            """);
  }

  @Test
  void writesAHybridAsKindsAndTheirPattern() {
    ModelArchitecture model =
        ArchitectureCatalogue.bundled().find("gpt-oss-20b").orElseThrow().architecture();
    assertThat(ArchitectureWriter.toYaml(model))
        .contains("layerPattern: (sliding-moe full-moe)*12")
        .contains("slidingWindow: 128");
  }
}
