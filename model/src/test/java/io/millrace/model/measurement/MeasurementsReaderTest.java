package io.millrace.model.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementsReaderTest {
  private static final String CASE =
      """
      {"id": "one", "family": "few", "source": {"title": "a paper", "where": "table 2",
                                                "missing": ["the network"], "measuredOn": "2024"},
       "cluster": {"device": "nvidia-a100-sxm-80g", "devices": 16},
       "model": {"name": "llama-3-8b"},
       "workload": {"type": "training", "globalBatch": 32, "sequence": 8192, "precision": "bf16"},
       "plan": {"data": 4, "tensor": 4},
       "measured": {"iterationSeconds": 5.5, "modelTflopsPerDevice": 150, "peakMemoryGiB": 60.5}}
      """;

  private final MeasurementsReader reader = new MeasurementsReader(ScenarioReader.bundled());

  @Test
  void readsACaseAsAScenarioWithAResult() {
    MeasuredCase only = single(CASE);

    assertThat(only.id()).isEqualTo("one");
    assertThat(only.family()).isEqualTo("few");
    assertThat(only.superseded()).isFalse();
    assertThat(only.issues()).isEmpty();
    assertThat(only.scenario().orElseThrow().plan().orElseThrow().label()).isEqualTo("d4t4p1");
    Measured measured = only.scenario().orElseThrow().published().orElseThrow();
    assertThat(measured.iterationSeconds()).hasValue(5.5);
    assertThat(measured.modelTflopsPerDevice()).hasValue(150);
    assertThat(measured.peakMemory()).contains(Bytes.parse("60.5 GiB"));
    assertThat(measured.source()).isEqualTo("a paper; table 2");
  }

  @ParameterizedTest
  @CsvSource({"tokensPerSecond, 8192", "tokensPerSecondPerDevice, 512"})
  void findsTheTimeOfAnIterationFromItsTokens(String key, double rate) {
    Scenario scenario =
        single(CASE.replaceAll("\"iterationSeconds\": *5.5", "\"" + key + "\": " + rate))
            .scenario()
            .orElseThrow();

    assertThat(scenario.published().orElseThrow().iterationSeconds())
        .hasValue(scenario.workload().tokens() / 8192.0);
  }

  @Test
  void keepsACaseThatCannotBeReadWithItsIssues() {
    List<MeasuredCase> cases =
        cases(CASE.replace("\"data\": 4", "\"data\": 3") + ", " + CASE).orThrow();

    assertThat(cases).hasSize(2);
    assertThat(cases.getFirst().scenario()).isEmpty();
    assertThat(cases.getFirst().issues())
        .extracting(Issue::path)
        .containsExactly("plan", "workload.globalBatch");
    assertThat(cases.getLast().scenario()).isPresent();
  }

  @Test
  void takesAnUnknownKeyForAnIssueOfItsCase() {
    MeasuredCase only = single(CASE.replace("\"family\"", "\"famly\""));

    assertThat(only.family()).isEqualTo("none");
    assertThat(only.scenario()).isEmpty();
    assertThat(only.issues()).containsExactly(new Issue("famly", "unknown key", "Maybe 'family'?"));
  }

  @Test
  void namesACaseWithoutAnIdByItsPlace() {
    assertThat(single(CASE.replace("\"id\": \"one\",", "")).id()).isEqualTo("cases[0]");
  }

  @Test
  void needsAMeasuredResult() {
    assertThat(single(CASE.replaceAll(",\\s*\"measured\": \\{[^}]*}", "")).issues())
        .extracting(Issue::path)
        .containsExactly("measured");
    assertThat(single(CASE.replace("5.5", "-5.5")).issues())
        .extracting(Issue::path)
        .containsExactly("measured.iterationSeconds");
  }

  @Test
  void refusesFilesOfOtherFormats() {
    assertThat(read("{\"format\": \"measurements/9\", \"cases\": []}").issues())
        .containsExactly(Issue.of("format", "is 'measurements/9', not 'measurements/1'"));
    assertThat(read("{}").issues())
        .extracting(Issue::toString)
        .containsExactly(
            "format: is missing\n    give a text",
            "cases: is missing\n    give a list of measured cases");
    assertThat(read("[]").issues())
        .first()
        .isEqualTo(Issue.of("$", "expected an object with keys, found a list"));
  }

  @Test
  void readsFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("measured.json");
    Files.writeString(file, "{\"format\": \"measurements/1\", \"cases\": [" + CASE + "]}");

    assertThat(reader.read(file).orThrow()).hasSize(1);
  }

  @Test
  void aCaseWithoutAScenarioSaysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MeasuredCase("x", "y", false, Optional.empty(), Optional.empty(), List.of()));
  }

  private MeasuredCase single(String text) {
    List<MeasuredCase> cases = cases(text).orThrow();
    assertThat(cases).hasSize(1);
    return cases.getFirst();
  }

  private Parsed<List<MeasuredCase>> cases(String cases) {
    return read("{\"format\": \"measurements/1\", \"cases\": [" + cases + "]}");
  }

  private Parsed<List<MeasuredCase>> read(String json) {
    return Document.parse(json, true).then(reader::read);
  }
}
