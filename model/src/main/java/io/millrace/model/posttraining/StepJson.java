package io.millrace.model.posttraining;

import io.millrace.model.report.SimulationJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports of steps as {@code step/1}, described by {@code step-1.schema.json} beside the schemas of
 * the other reports.
 */
public final class StepJson {
  /** The name and version of the format. */
  public static final String FORMAT = "step/1";

  private StepJson() {}

  /** The tree of a report. */
  public static ObjectNode of(StepReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.put("scenario", report.scenario());
    root.put("plan", report.plan());
    root.put("feasible", report.feasible());
    report.reasons().forEach(root.putArray("reasons")::add);
    root.set("stepTime", SimulationJson.figure(report.stepTime()));
    ArrayNode calls = root.putArray("calls");
    for (StepReport.Call call : report.calls()) {
      calls
          .addObject()
          .put("name", call.name())
          .put("placement", call.placement())
          .put("start", call.start())
          .put("moved", call.movedSeconds())
          .put("seconds", call.seconds());
    }
    root.put("betweenCalls", report.betweenCalls());
    root.set("assumptions", SimulationJson.assumptions(report.assumptions()));
    return root;
  }
}
