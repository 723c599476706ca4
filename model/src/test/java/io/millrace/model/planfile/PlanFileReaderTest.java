package io.millrace.model.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanFileReaderTest {
  private static final String SCENARIO =
      """
      version: 1
      name: short
      cluster: {node: dgx-h100, nodes: 2}
      model: llama-3-8b
      workload: {type: training, globalBatch: 64, sequence: 8192, precision: bf16}
      plan: {label: d8t2p1, sharding: zero1}
      """;

  private static final Scenario QUESTION =
      ScenarioReader.bundled()
          .read(Document.parse(SCENARIO, false).orThrow(), Path.of(""))
          .orThrow();

  private static final String TEXT =
      PlanFileWriter.bundled()
          .toText(
              PlanFile.of(
                  QUESTION,
                  QUESTION.plan().orElseThrow(),
                  PlanFindings.of("millrace 0.1.0", Objective.TIME).estimated(3.25)));

  private static Parsed<PlanFile> read(String text) {
    return Document.parse(text, true).then(PlanFileReader.bundled()::read);
  }

  @Test
  void namesWhatTheCataloguesKnow() {
    assertThat(TEXT)
        .contains("\"model\": \"llama-3.1-8b\"")
        .contains("\"node\": \"dgx-h100\"")
        .contains("\"label\": \"d8t2p1\"");
  }

  @Test
  void recognisesAPlanByItsFormat() {
    assertThat(PlanFileReader.isPlan(Document.parse(TEXT, true).orThrow())).isTrue();
    assertThat(PlanFileReader.isPlan(Document.parse(SCENARIO, false).orThrow())).isFalse();
  }

  @Test
  void refusesFiguresOfAnotherQuestion() {
    assertThat(read(TEXT.replace("\"sequence\": 8192", "\"sequence\": 4096")).issues())
        .extracting(Issue::path)
        .containsExactly("provenance.scenarioSha256");
  }

  @Test
  void readsAPlanThatSomebodyWroteByHand() {
    String provenance = TEXT.substring(TEXT.indexOf(",\n  \"provenance\""));
    String written =
        TEXT.replace(provenance, "\n}\n").replace("\"sequence\": 8192", "\"sequence\": 4096");

    PlanFile read = read(written).orThrow();

    assertThat(read.findings()).isEmpty();
    assertThat(read.scenario().workload().sequence()).isEqualTo(4096);
  }

  @Test
  void listsEveryIssueWhereItStandsInTheFile() {
    String broken =
        TEXT.replace("\"plan/1\"", "\"plan/9\"")
            .replace("\"d8t2p1\"", "\"d4t2p1\"")
            .replace("\"tensor\": 2", "\"tensor\": 3")
            .replace("\"tool\"", "\"tol\"")
            .replace("\"dgx-h100\"", "\"dgx-h101\"");

    assertThat(read(broken).issues())
        .extracting(Issue::path)
        .contains(
            "format", "provenance.tol", "provenance.tool", "plan.tensor", "scenario.cluster.node");
  }

  @Test
  void refusesAScenarioThatBringsAnotherPlan() {
    String twice = TEXT.replace("\"name\": \"short\"", "\"name\": \"short\", \"plan\": {}");

    assertThat(read(twice).issues()).extracting(Issue::path).contains("scenario.plan");
  }
}
