package io.millrace.model.planfile;

import io.millrace.model.input.Fields;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationJson;
import io.millrace.model.scenario.Objective;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is known of a plan, in files: the block {@code provenance}. */
final class FindingsJson {
  private static final double MOST = 1e18;

  private FindingsJson() {}

  /** The block, with the fingerprint of a question. */
  static ObjectNode toTree(PlanFindings findings, ObjectNode question) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("tool", findings.tool());
    node.put("scenarioSha256", Fingerprint.of(question));
    node.put("objective", findings.objective().key());
    findings.estimate().ifPresent(seconds -> node.put("estimate", seconds));
    findings.simulated().ifPresent(it -> node.set("simulated", SimulationJson.figure(it)));
    findings.bound().ifPresent(bound -> node.put("bound", bound));
    findings.gap().ifPresent(gap -> node.put("gap", gap));
    return node;
  }

  /** Reads the block; the fingerprint in it has to be that of the scenario beside it. */
  static Optional<PlanFindings> read(Fields fields, JsonNode root) {
    String tool = fields.text("tool");
    String fingerprint = fields.text("scenarioSha256");
    JsonNode scenario = root.get("scenario");
    if (fields.hasText("scenarioSha256")
        && scenario != null
        && !fingerprint.equals(Fingerprint.of(scenario))) {
      fields.issue(
          "scenarioSha256",
          "is not that of the scenario in this file, so its figures answer another question",
          "remove 'provenance' to ask what the changed scenario gives");
    }
    if (!fields.has("objective")) {
      fields.issue("objective", "is missing", "give what the plan was to be best at");
    }
    Optional<Objective> objective =
        fields.optionalChoice("objective", List.of(Objective.values()), Objective::key);
    OptionalDouble estimate = fields.optionalNumber("estimate", 0, MOST);
    Optional<Figure> simulated = fields.optionalObject("simulated").flatMap(FindingsJson::figure);
    OptionalDouble bound = fields.optionalNumber("bound", 0, MOST);
    OptionalDouble gap = fields.optionalNumber("gap", 0, 1);
    return fields.build(
        () -> new PlanFindings(tool, objective.orElseThrow(), estimate, simulated, bound, gap));
  }

  private static Optional<Figure> figure(Fields fields) {
    double value = fields.number("value", 0, MOST);
    double low = fields.number("low", 0, MOST);
    double high = fields.number("high", 0, MOST);
    String unit = fields.text("unit");
    return fields.build(() -> new Figure(value, low, high, unit));
  }
}
