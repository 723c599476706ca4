package io.millrace.model.posttraining;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.report.SimulationJson;
import java.util.Locale;
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
    report.calls().forEach(it -> calls.add(call(it)));
    root.put("betweenCalls", report.betweenCalls());
    root.set("assumptions", SimulationJson.assumptions(report.assumptions()));
    return root;
  }

  private static ObjectNode call(StepReport.Call call) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", call.name()).put("placement", call.placement()).put("start", call.start());
    WeightSeconds weights = call.weights();
    node.putObject("weights")
        .put("travel", weights.travel())
        .put("synchronise", weights.synchronise())
        .put("makeRoom", weights.makeRoom());
    node.put("moved", weights.total()).put("seconds", call.seconds());
    call.fill()
        .ifPresent(
            it -> node.putObject("memory").put("bytes", it.bytes()).put("capacity", it.capacity()));
    return node;
  }

  /** The tree of a report with what a simulation says of the same plan. */
  public static ObjectNode of(StepReport report, PostTrainingRun run) {
    ObjectNode root = of(report);
    ObjectNode simulated = root.putObject("simulated");
    simulated.put("stepSeconds", run.stepSeconds());
    simulated.put("iterations", run.iterations());
    ArrayNode activities = simulated.putArray("activities");
    for (PostTrainingRun.Activity it : run.activities()) {
      activities
          .addObject()
          .put("call", it.call())
          .put("iteration", it.iteration())
          .put("kind", it.kind().name().toLowerCase(Locale.ROOT))
          .put("devices", it.mesh().map(DeviceMesh::label).orElse(""))
          .put("start", it.start())
          .put("end", it.end());
    }
    ArrayNode movements = simulated.putArray("movements");
    for (PostTrainingRun.Movement it : run.movements()) {
      movements
          .addObject()
          .put("call", it.call())
          .put("iteration", it.iteration())
          .put("what", it.what())
          .put("from", it.from())
          .put("to", it.to())
          .put("bytes", it.bytes())
          .put("flows", it.flows())
          .put("start", it.start())
          .put("end", it.end());
    }
    ArrayNode memory = simulated.putArray("memory");
    for (PostTrainingRun.DeviceMemory it : run.memory()) {
      ObjectNode range = memory.addObject();
      range.put("devices", it.devices().label()).put("capacity", it.capacity());
      ArrayNode steps = range.putArray("steps");
      for (PostTrainingRun.MemoryStep step : it.steps()) {
        steps
            .addObject()
            .put("time", step.time())
            .put("trainers", step.trainers())
            .put("weights", step.weights())
            .put("working", step.working());
      }
    }
    return root;
  }
}
