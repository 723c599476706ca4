package io.millrace.model.planfile;

import io.millrace.model.report.JsonText;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code post-training-plan/1}: the plan in the keys of a scenario's {@code plan} block, the
 * scenario in its normal form, and where the plan comes from. The same plan gives the same bytes.
 */
public final class PostTrainingPlanFileWriter {
  private final PostTrainingScenarioWriter scenarios;

  /** Writes scenarios as a writer does. */
  public PostTrainingPlanFileWriter(PostTrainingScenarioWriter scenarios) {
    this.scenarios = scenarios;
  }

  /** Writes names of the bundled catalogues. */
  public static PostTrainingPlanFileWriter bundled() {
    return new PostTrainingPlanFileWriter(PostTrainingScenarioWriter.bundled());
  }

  /** The whole file. */
  public String toText(PostTrainingPlanFile file) {
    return JsonText.of(toTree(file));
  }

  /** The tree of the file. */
  public ObjectNode toTree(PostTrainingPlanFile file) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", PostTrainingPlanFile.FORMAT);
    root.put("label", file.plan().label());
    root.set("plan", PostTrainingScenarioWriter.plan(file.plan()));
    ObjectNode question = scenarios.question(file.scenario());
    root.set("scenario", question);
    file.findings().ifPresent(it -> root.set("provenance", FindingsJson.toTree(it, question)));
    return root;
  }
}
