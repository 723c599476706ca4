package io.millrace.model.planfile;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code plan/1}, strict as scenarios are read. The provenance of a file has the fingerprint
 * of its scenario: figures of another question are refused.
 */
public final class PlanFileReader {
  private static final double MOST = 1e18;

  private final ScenarioReader scenarios;

  /** Reads scenarios with a reader. */
  public PlanFileReader(ScenarioReader scenarios) {
    this.scenarios = scenarios;
  }

  /** Reads with the bundled catalogues. */
  public static PlanFileReader bundled() {
    return new PlanFileReader(ScenarioReader.bundled());
  }

  /** Whether a document says that it is a plan, of whatever version. */
  public static boolean isPlan(Document document) {
    JsonNode format = document.root().get("format");
    return format != null && format.isString() && format.stringValue().startsWith("plan/");
  }

  /** Reads a file. */
  public Parsed<PlanFile> read(Path file) {
    return Document.read(file).then(this::read);
  }

  /** Reads a document. */
  public Parsed<PlanFile> read(Document document) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    String format = root.text("format");
    if (root.has("format") && !format.equals(PlanFile.FORMAT)) {
      root.issue("format", "is '" + format + "'; this release reads " + PlanFile.FORMAT, "");
    }
    Optional<String> label = root.optionalText("label");
    Optional<Fields> plan = root.object("plan");
    Optional<Fields> question = root.object("scenario");
    Optional<PlanFindings> findings =
        root.optionalObject("provenance").flatMap(it -> findings(it, document.root()));
    root.refuseUnknownKeys();
    Optional<Scenario> scenario =
        plan.isPresent() && question.isPresent()
            ? scenario(document.root(), issues)
            : Optional.empty();
    scenario
        .flatMap(Scenario::plan)
        .filter(it -> label.isPresent() && !it.label().equals(label.get()))
        .ifPresent(
            it ->
                root.issue("label", "is " + label.orElseThrow() + ", the plan " + it.label(), ""));
    return issues.result(() -> new PlanFile(scenario.orElseThrow(), findings));
  }

  /** The scenario with the plan in it; paths of its issues are those of this file. */
  private Optional<Scenario> scenario(JsonNode root, Issues issues) {
    ObjectNode whole = (ObjectNode) root.get("scenario").deepCopy();
    if (whole.has("plan")) {
      issues.add("scenario.plan", "is not read here", "the plan stands beside the scenario");
      return Optional.empty();
    }
    whole.set("plan", root.get("plan"));
    return switch (scenarios.read(new Document(whole), Path.of(""))) {
      case Parsed.Valid<Scenario> valid -> Optional.of(valid.value());
      case Parsed.Invalid<Scenario> invalid -> {
        invalid.issues().forEach(it -> issues.add(placed(it)));
        yield Optional.empty();
      }
    };
  }

  private static Issue placed(Issue issue) {
    String path = issue.path();
    boolean ofPlan = path.equals("plan") || path.startsWith("plan.") || path.startsWith("plan[");
    String place = path.equals(Issue.WHOLE) ? "scenario" : "scenario." + path;
    return new Issue(ofPlan ? path : place, issue.message(), issue.hint());
  }

  private static Optional<PlanFindings> findings(Fields fields, JsonNode root) {
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
    Optional<Figure> simulated = fields.optionalObject("simulated").flatMap(PlanFileReader::figure);
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
