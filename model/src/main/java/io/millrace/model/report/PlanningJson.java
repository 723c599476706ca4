package io.millrace.model.report;

import io.millrace.model.scenario.TrainingPlanWriter;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a planner found as {@code planning/1}, described by {@code planning-1.schema.json} beside
 * this class. Keys come in a fixed order, what is not known is left out. Only {@code elapsed}
 * differs from run to run.
 */
public final class PlanningJson {
  /** The name and version of the format. */
  public static final String FORMAT = "planning/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlanningJson() {}

  /** The tree of a report. */
  public static ObjectNode of(PlanningReport report) {
    PlanningReport.Search search = report.search();
    ObjectNode root = NODES.objectNode();
    root.put("format", FORMAT);
    root.put("scenario", report.scenario());
    root.put("objective", report.objective().key());
    report.launcher().ifPresent(it -> root.put("launcher", it));
    root.put("feasible", report.feasible());
    root.put("candidates", search.candidates());
    root.put("evaluated", search.evaluated());
    root.put("tooLarge", search.tooLarge());
    search.pruned().forEach(root.putObject("pruned")::put);
    search.rules().forEach(root.putObject("rules")::put);
    root.put("open", search.open());
    if (Double.isFinite(search.bound())) {
      root.put("bound", search.bound());
    }
    root.put("gap", search.gap());
    root.put("ended", search.end().key());
    root.put("elapsed", search.seconds());
    root.set("plans", runs(report.plans()));
    report.own().ifPresent(it -> root.set("own", run(it)));
    root.set("pareto", runs(report.pareto()));
    report.infeasible().ifPresent(it -> root.set("infeasible", infeasible(it)));
    root.set("assumptions", SimulationJson.assumptions(report.assumptions()));
    root.put("tool", report.tool());
    return root;
  }

  private static ArrayNode runs(List<PlannedRun> runs) {
    ArrayNode list = NODES.arrayNode();
    runs.forEach(it -> list.add(run(it)));
    return list;
  }

  private static ObjectNode run(PlannedRun run) {
    ObjectNode node = NODES.objectNode();
    node.put("label", run.plan().label());
    node.put("devices", run.devices());
    node.put("precision", run.precision().key());
    node.set("plan", TrainingPlanWriter.toTree(run.plan()));
    PlannedRun.Estimated estimate = run.estimate();
    ObjectNode estimated = node.putObject("estimate");
    estimated.put("iterationTime", estimate.seconds());
    estimated.put("bottleneckStage", estimate.bottleneckStage());
    estimated.set("breakdown", SimulationJson.breakdown(estimate.breakdown()));
    estimate.costPerMillionTokens().ifPresent(it -> estimated.put("cost", it));
    estimate.joulesPerToken().ifPresent(it -> estimated.put("energyPerToken", it));
    ObjectNode memory = estimated.putObject("memory");
    memory.put("total", estimate.memory().count());
    memory.put("capacity", estimate.capacity().count());
    run.simulated().ifPresent(it -> simulated(node, it));
    return node;
  }

  private static void simulated(ObjectNode node, SimulationReport report) {
    ObjectNode simulated = node.putObject("simulated");
    simulated.put("feasible", report.feasible());
    if (!report.reasons().isEmpty()) {
      report.reasons().forEach(simulated.putArray("reasons")::add);
    }
    simulated.set("iterationTime", SimulationJson.figure(report.iterationTime()));
    simulated.put("bottleneckStage", report.bottleneckStage());
    simulated.set("breakdown", SimulationJson.breakdown(report.breakdown()));
    simulated.set(
        "modelFlopsUtilization", SimulationJson.figure(report.modelFlopsUtilizationFigure()));
    simulated.set("tokensPerSecond", SimulationJson.figure(report.tokensPerSecond()));
    report.energy().ifPresent(it -> simulated.set("energy", SimulationJson.figure(it)));
    report.costPerMillionTokens().ifPresent(it -> simulated.set("cost", SimulationJson.figure(it)));
    ArrayNode memory = node.putArray("memory");
    report.memory().forEach(it -> memory.add(SimulationJson.memory(it)));
  }

  private static ObjectNode infeasible(Infeasibility infeasible) {
    ObjectNode node = NODES.objectNode();
    node.put("constraint", infeasible.constraint());
    node.put("reason", infeasible.reason());
    ArrayNode changes = node.putArray("changes");
    for (Infeasibility.Change change : infeasible.changes()) {
      changes
          .addObject()
          .put("path", change.path())
          .put("value", change.value())
          .put("effect", change.effect());
    }
    return node;
  }
}
