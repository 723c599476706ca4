package io.millrace.model.planfile;

import io.millrace.model.report.JsonText;
import io.millrace.model.scenario.ScenarioWriter;
import io.millrace.model.scenario.TrainingPlanWriter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code plan/1}: the plan in the keys of a scenario's {@code plan} block, the scenario in
 * its normal form, and where the plan comes from. The same plan gives the same bytes.
 */
public final class PlanFileWriter {
  private final ScenarioWriter scenarios;

  /** Writes scenarios as a writer does. */
  public PlanFileWriter(ScenarioWriter scenarios) {
    this.scenarios = scenarios;
  }

  /** Writes names of the bundled catalogues. */
  public static PlanFileWriter bundled() {
    return new PlanFileWriter(ScenarioWriter.bundled());
  }

  /** The whole file. */
  public String toText(PlanFile file) {
    return JsonText.of(toTree(file));
  }

  /** The tree of the file. */
  public ObjectNode toTree(PlanFile file) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", PlanFile.FORMAT);
    root.put("label", file.plan().label());
    root.set("plan", TrainingPlanWriter.toTree(file.plan()));
    ObjectNode question = scenarios.question(file.scenario());
    root.set("scenario", question);
    file.findings().ifPresent(it -> root.set("provenance", FindingsJson.toTree(it, question)));
    return root;
  }
}
