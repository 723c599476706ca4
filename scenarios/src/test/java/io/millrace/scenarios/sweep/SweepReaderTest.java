package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SweepReaderTest {
  private static final String HEAD =
      """
      format: sweep/1
      name: map
      scenario: megatron-1.7b-32-a100
      """;

  private static Parsed<Sweep> read(String text) {
    return Document.parse(text, false)
        .then(it -> new SweepReader(ScenarioLibrary.open()).read(it, Path.of("")));
  }

  private static Sweep sweep(String axes) {
    return read(HEAD + axes).orThrow();
  }

  private static List<String> labels(Axis axis) {
    return IntStream.range(0, axis.size())
        .mapToObj(it -> axis.at(it).getFirst().label())
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void axesAreListsStepsFactorsAndCounts() {
    Sweep sweep =
        sweep(
            """
            axes:
              - {path: cluster.device, values: [a100-sxm-80gb, h100-sxm]}
              - {path: workload.globalBatch, from: 256, to: 1000, step: 256}
              - {path: cluster.devices, from: 8, to: 100, factor: 2}
              - {path: pricePerDevice, from: 1, to: 100, count: 3, scale: log, unit: USD/h}
            """);

    assertThat(sweep.axes().stream().map(SweepReaderTest::labels))
        .containsExactly(
            List.of("a100-sxm-80gb", "h100-sxm"),
            List.of("256", "512", "768"),
            List.of("8", "16", "32", "64"),
            List.of("1", "10", "100"));
    assertThat(sweep.axes().getLast().at(1).getFirst().value().asString()).isEqualTo("10 USD/h");
    assertThat(sweep.points().count()).isEqualTo(2 * 3 * 4 * 3);
  }

  @Test
  void axesOfThePlanVaryFastest() {
    Sweep sweep =
        sweep(
            """
            axes:
              - {path: plan.tensor, values: [1, 2]}
              - {path: cluster.devices, values: [32, 64]}
            """);

    assertThat(sweep.paths())
        .extracting(ScenarioPath::toString)
        .containsExactly("cluster.devices", "plan.tensor");
    assertThat(sweep.points().context(1)).isEqualTo(0);
    assertThat(sweep.points().context(2)).isEqualTo(1);
  }

  @Test
  void zippedAxesAdvanceTogether() {
    Sweep sweep =
        sweep(
            """
            axes:
              - zip:
                  - {path: model, values: [llama-3.1-8b, llama-3.1-70b]}
                  - {path: cluster.devices, values: [32, 256]}
            """);

    assertThat(sweep.points().count()).isEqualTo(2);
    assertThat(sweep.points().at(1).settings().getFirst())
        .extracting(it -> it.label().asString())
        .containsExactly("llama-3.1-70b", "256");
  }

  @Test
  void aDegreeThatVariesReplacesTheLabel() {
    Sweep sweep = sweep("axes: [{path: plan.tensor, values: [1, 2]}]");

    assertThat(sweep.base().get("plan").has("label")).isFalse();
    assertThat(sweep.base().get("plan").has("data")).isFalse();
    assertThat(sweep.base().get("plan").get("pipeline").intValue()).isEqualTo(1);
  }

  @Test
  void everyMistakeIsListed() {
    Parsed<Sweep> parsed =
        read(
            """
            format: sweep/1
            name: map
            scenario: megatron-1.7b-32-a10
            axes:
              - {path: "plan..tensor", values: [1, 2]}
              - {path: workload.globalBatch, from: 10, to: 1, step: 1}
              - {path: cluster.devices}
              - {zip: [{path: a, values: [1]}, {path: b, values: [1, 2]}]}
              - {path: c, vals: [1]}
            evaluate: costs
            """);

    assertThat(parsed.issues().stream().map(it -> it.path() + ": " + it.message()))
        .contains(
            "scenario: the library has no scenario 'megatron-1.7b-32-a10'",
            "axes[0].path: 'plan..tensor' is no path; write keys joined by dots, such as"
                + " cluster.devices",
            "axes[1].to: is less than 'from'",
            "axes[2]: has neither values nor a range",
            "axes[3].zip: a has 1 points, b has 2",
            "axes[4].vals: unknown key",
            "evaluate: 'costs' is none of cost, simulate, plan");
  }

  @Test
  void conditionsThatNoPointMeetsAreASlip() {
    String axes = "axes: [{path: cluster.devices, values: [32, 64]}]\n";

    assertThat(read(HEAD + axes + "where: [cluster.devices > 64]").issues())
        .extracting(Issue::toString)
        .containsExactly("where: is met by none of 2 points");
  }

  @Test
  void conditionsSpeakOfAxesOrOfTheScenario() {
    String axes = "axes: [{path: cluster.devices, values: [32, 64]}]\n";

    assertThat(read(HEAD + axes + "where: ['cluster.devices < workload.globalBatch']").issues())
        .isEmpty();
    assertThat(read(HEAD + axes + "where: ['cluster.device > 3', 'cluster.devices >']").issues())
        .extracting(it -> it.path() + ": " + it.message())
        .containsExactly(
            "where[0]: no axis and no key of the scenario is cluster.device",
            "where[1]: ends where a value should be");
  }

  @Test
  void aContinuousRangeNeedsASample() {
    String axes = "axes: [{path: workload.globalBatch, from: 32, to: 64}]\n";

    assertThat(read(HEAD + axes).issues())
        .extracting(it -> it.message())
        .containsExactly("workload.globalBatch is a continuous range");
    assertThat(read(HEAD + axes + "sample: {points: 10}").orThrow().points().count()).isEqualTo(10);
  }

  @Test
  void whatCannotBeNumberedIsRefused() {
    StringBuilder axes = new StringBuilder("axes:\n");
    for (char key = 'a'; key < 'h'; key++) {
      axes.append("  - {path: ").append(key).append(", from: 1, to: 1000, step: 1}\n");
    }

    assertThat(read(HEAD + axes).issues())
        .extracting(it -> it.message())
        .contains("have more combinations than can be numbered");
  }
}
