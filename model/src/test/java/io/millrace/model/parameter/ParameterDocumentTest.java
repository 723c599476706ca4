package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Parameters in documents, and documents without them. */
class ParameterDocumentTest {
  private static final Document FILE =
      Document.parse(
              """
              hopper:
                memory: 0.85 ± 8 %
                units: 132
                start: 1.04 us ± 8 %
                rates: [0.8 ± 4 %, 2, 0.7 ± 5 %]
                source: a paper
              """,
              false)
          .orThrow();

  @Test
  void pathsLeadThroughObjectsAndLists() {
    ParameterDocument document = ParameterDocument.of("kernels", FILE, ParameterSet.NONE);

    assertThat(document.parameters())
        .containsExactly(
            new Parameter("kernels.hopper.memory", 0.85, 0.08, ""),
            new Parameter("kernels.hopper.start", 1.04, 0.08, "us"),
            new Parameter("kernels.hopper.rates[0]", 0.8, 0.04, ""),
            new Parameter("kernels.hopper.rates[2]", 0.7, 0.05, ""));
  }

  @Test
  void numbersAndQuantitiesTakeTheirPlaces() {
    JsonNode entry =
        ParameterDocument.of("kernels", FILE, ParameterSet.NONE).document().root().get("hopper");

    assertThat(entry.get("memory").doubleValue()).isEqualTo(0.85);
    assertThat(entry.get("start").stringValue()).isEqualTo("1.04 us");
    assertThat(entry.get("rates").get(0).doubleValue()).isEqualTo(0.8);
  }

  @Test
  void whatIsNoParameterStays() {
    JsonNode entry =
        ParameterDocument.of("kernels", FILE, ParameterSet.NONE).document().root().get("hopper");

    assertThat(entry.get("units").intValue()).isEqualTo(132);
    assertThat(entry.get("rates").get(1).intValue()).isEqualTo(2);
    assertThat(entry.get("source").stringValue()).isEqualTo("a paper");
  }

  @Test
  void aSetReplacesWhatTheFileSays() {
    Parameter better = new Parameter("kernels.hopper.memory", 0.9, 0.02, "");
    Parameter elsewhere = new Parameter("kernels.ampere.memory", 0.7, 0.02, "");
    ParameterDocument document =
        ParameterDocument.of("kernels", FILE, ParameterSet.of(List.of(better, elsewhere)));

    assertThat(document.parameters()).hasSize(4).contains(better).doesNotContain(elsewhere);
    assertThat(document.document().root().get("hopper").get("memory").doubleValue()).isEqualTo(0.9);
  }
}
