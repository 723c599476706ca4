package io.millrace.model.planfile;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code post-training-plan/1}, strict as scenarios are read. The provenance of a file has
 * the fingerprint of its scenario: figures of another question are refused.
 */
public final class PostTrainingPlanFileReader {
  private final PostTrainingReader scenarios;

  /** Reads scenarios with a reader. */
  public PostTrainingPlanFileReader(PostTrainingReader scenarios) {
    this.scenarios = scenarios;
  }

  /** Reads with the bundled catalogues. */
  public static PostTrainingPlanFileReader bundled() {
    return new PostTrainingPlanFileReader(PostTrainingReader.bundled());
  }

  /** Whether a document says that it is a plan of post-training, of whatever version. */
  public static boolean isPlan(Document document) {
    JsonNode format = document.root().get("format");
    return format != null
        && format.isString()
        && format.stringValue().startsWith("post-training-plan/");
  }

  /** Reads a file. */
  public Parsed<PostTrainingPlanFile> read(Path file) {
    return Document.read(file).then(this::read);
  }

  /** Reads a document. */
  public Parsed<PostTrainingPlanFile> read(Document document) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    String format = root.text("format");
    if (root.has("format") && !format.equals(PostTrainingPlanFile.FORMAT)) {
      root.issue(
          "format", "is '" + format + "'; this release reads " + PostTrainingPlanFile.FORMAT, "");
    }
    Optional<String> label = root.optionalText("label");
    Optional<Fields> plan = root.object("plan");
    Optional<Fields> question = root.object("scenario");
    Optional<PlanFindings> findings =
        root.optionalObject("provenance").flatMap(it -> FindingsJson.read(it, document.root()));
    root.refuseUnknownKeys();
    Optional<PostTrainingScenario> scenario =
        plan.isPresent() && question.isPresent()
            ? scenario(document.root(), issues)
            : Optional.empty();
    scenario
        .flatMap(PostTrainingScenario::plan)
        .filter(it -> label.isPresent() && !it.label().equals(label.get()))
        .ifPresent(
            it ->
                root.issue("label", "is " + label.orElseThrow() + ", the plan " + it.label(), ""));
    return issues.result(() -> new PostTrainingPlanFile(scenario.orElseThrow(), findings));
  }

  /** The scenario with the plan in it; paths of its issues are those of this file. */
  private Optional<PostTrainingScenario> scenario(JsonNode root, Issues issues) {
    ObjectNode whole = (ObjectNode) root.get("scenario").deepCopy();
    if (whole.has("plan")) {
      issues.add("scenario.plan", "is not read here", "the plan stands beside the scenario");
      return Optional.empty();
    }
    whole.set("plan", root.get("plan"));
    return switch (scenarios.read(new Document(whole), Path.of(""))) {
      case Parsed.Valid<PostTrainingScenario> valid -> Optional.of(valid.value());
      case Parsed.Invalid<PostTrainingScenario> invalid -> {
        invalid.issues().forEach(it -> issues.add(PlanFileReader.placed(it)));
        yield Optional.empty();
      }
    };
  }
}
