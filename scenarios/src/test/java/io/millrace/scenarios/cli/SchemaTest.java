package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.hardware.Topology;
import io.millrace.model.input.Document;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.planfile.PlanFindings;
import io.millrace.model.report.Figure;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioWriter;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.scenarios.catalogue.ListedKind;
import io.millrace.scenarios.library.LibraryEntry;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schemas for editors agree with the readers on what is right and what is wrong. */
class SchemaTest {
  private static final String RIGHT =
      """
      version: 1
      name: right
      cluster: {node: dgx-h100, nodes: 2, network: {topology: fat-tree}, interNodePerDevice: 400 Gb/s}
      model: {name: own, layers: 8, hidden: 1024, ffn: 4096, heads: 16, vocab: 50257}
      workload: {type: training, globalBatch: 32, sequence: 1024, precision: bf16}
      plan: {label: d8t2p1, sharding: zero1}
      """;

  static Stream<LibraryEntry> scenarios() {
    return ScenarioLibrary.open().entries().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void acceptsEveryScenarioOfTheLibrary(LibraryEntry entry) {
    assertThat(Schemas.errors("scenario/1", tree(entry.text()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void acceptsTheNormalFormOfEveryScenarioAndItsPlan(LibraryEntry entry) {
    Scenario scenario = ScenarioLibrary.open().read(entry).orThrow();
    PlanFindings findings =
        PlanFindings.of("millrace 0.1.0", Objective.TIME)
            .estimated(1.5)
            .simulated(new Figure(1.6, 1.5, 1.8, "s"))
            .proven(1.5, 0.0625);
    TrainingPlan plan = scenario.plan().orElseThrow();

    assertThat(Schemas.errors("scenario/1", ScenarioWriter.bundled().toTree(scenario))).isEmpty();
    assertThat(
            Schemas.errors(
                "plan/1", PlanFileWriter.bundled().toTree(PlanFile.of(scenario, plan, findings))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"training-map", "what-to-buy", "sensitivity", "post-training-shape"})
  void acceptsEverySweep(String name) throws IOException {
    String text = Files.readString(Path.of("sweeps", name + ".yaml"));

    assertThat(Schemas.errors("sweep/1", tree(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"published-training.json", "published-post-training.json"})
  void acceptsTheMeasurementsThatShip(String name) {
    Path file = Path.of("measured", name);

    JsonNode tree = Document.read(file).orThrow().root();

    assertThat(tree.get("cases")).isNotEmpty();
    assertThat(Schemas.errors("measurements/1", tree)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "post-training", "serving"})
  void acceptsTheMeasurementsAtHand(String name) {
    String data = System.getProperty("millrace.data", "");
    Path file = Path.of(data, "measurements", name + ".json");
    assumeTrue(!data.isEmpty() && Files.exists(file), "needs millrace.data with " + file);

    JsonNode root = Document.read(file).orThrow().root();

    assertThat(Schemas.errors("measurements/1", root)).isEmpty();
  }

  @Test
  void acceptsTheScenarioThatTheNextTestBreaks() {
    assertThat(Schemas.errors("scenario/1", tree(RIGHT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Gb/s->400 GB",
        "nodes: 2->node_count: 2",
        "layers: 8->layers: -8",
        "layers: 8->layers: many",
        "precision: bf16->precision: bf17",
        "label: d8t2p1->label: 8x2x1",
        "version: 1->version: 2",
        "type: training->type: dreaming",
        "sharding: zero1->sharding: zero9",
        "name: right\n->",
      })
  void refusesWhatTheReaderRefuses(String change) {
    String[] fromTo = change.split("->", -1);

    JsonNode broken = tree(RIGHT.replace(fromTo[0], fromTo[1]));

    assertThat(Schemas.errors("scenario/1", broken)).isNotEmpty();
  }

  @Test
  void nameWhatTheReadersAndWritersName() {
    JsonNode defs = Schemas.tree("scenario/1").get("$defs");
    JsonNode plan = defs.get("trainingPlan").get("properties");

    assertThat(names(defs.at("/training/properties/precision/enum")))
        .isEqualTo(keys(TrainingPrecision.values(), TrainingPrecision::key));
    assertThat(names(plan.at("/schedule/enum")))
        .containsAll(keys(ScheduleKind.values(), ScheduleKind::key));
    assertThat(names(plan.at("/vocabulary/enum")))
        .isEqualTo(keys(VocabularyPlacement.values(), VocabularyPlacement::key));
    assertThat(names(plan.at("/sharding/enum"))).isEqualTo(keys(Sharding.values(), Sharding::key));
    assertThat(names(plan.at("/recompute/enum")))
        .isEqualTo(keys(Recompute.values(), Recompute::key));
    assertThat(names(defs.at("/cluster/anyOf/1/properties/network/properties/topology/enum")))
        .isEqualTo(keys(Topology.values(), Topology::key));
    assertThat(names(defs.at("/device/anyOf/1/properties/peak/propertyNames/enum")))
        .isEqualTo(keys(NumberFormat.values(), NumberFormat::key));
    assertThat(names(Schemas.tree("scenario/1").at("/properties/objective/enum")))
        .isEqualTo(keys(Objective.values(), Objective::key));
    assertThat(names(Schemas.tree("plan/1").at("/$defs/objective/enum")))
        .isEqualTo(keys(Objective.values(), Objective::key));
    assertThat(names(Schemas.tree("planning/1").at("/properties/objective/enum")))
        .isEqualTo(keys(Objective.values(), Objective::key));
    assertThat(names(Schemas.tree("planning/1").at("/properties/ended/enum")))
        .isEqualTo(keys(PlanningReport.End.values(), PlanningReport.End::key));
    assertThat(names(Schemas.tree("simulation/1").at("/properties/breakdown/propertyNames/enum")))
        .isEqualTo(keys(TimePart.values(), TimePart::key));
    assertThat(names(Schemas.tree("catalogue/1").at("/properties/kind/enum")))
        .isEqualTo(ListedKind.keys());
  }

  private static List<String> names(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static <T> List<String> keys(T[] values, Function<T, String> key) {
    return Arrays.stream(values).map(key).toList();
  }

  private static JsonNode tree(String yaml) {
    return Document.parse(yaml, false).orThrow().root();
  }
}
