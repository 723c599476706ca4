package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sweep's scenario with places that points fill. Serves one thread. */
final class ScenarioTemplate {
  private final Sweep sweep;
  private final ScenarioReader reader;
  private final ObjectNode withoutPlan;
  private final ObjectNode plan;
  private final KnownPlans known = new KnownPlans();

  /** Of a sweep, whose scenarios are read by a reader. */
  ScenarioTemplate(Sweep sweep, ScenarioReader reader) {
    this.sweep = sweep;
    this.reader = reader;
    this.withoutPlan = sweep.base().deepCopy();
    JsonNode given = withoutPlan.remove("plan");
    this.plan = given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /**
   * A plan's label as the degrees that it stands for, so that axes may change one of them; the
   * replicas then fill the cluster.
   */
  static void spellDegrees(ObjectNode plan) {
    if (!(plan.get("label") instanceof JsonNode label) || !label.isString()) {
      return;
    }
    ParallelStrategy degrees = ParallelStrategy.parse(label.stringValue());
    plan.remove("label");
    plan.put("tensor", degrees.tensor());
    plan.put("pipeline", degrees.pipeline());
    plan.put("context", degrees.context());
    plan.put("expert", degrees.expert());
  }

  /** The scenario of a point, without a plan. */
  Parsed<Scenario> scenario(Point point) {
    ObjectNode root = withoutPlan.deepCopy();
    try {
      put(root, point, false);
    } catch (InvalidInputException e) {
      return new Parsed.Invalid<>(e.issues());
    }
    Document scenario = new Document(root);
    return sweep
        .folder()
        .map(folder -> reader.read(scenario, folder))
        .orElseGet(() -> reader.read(scenario));
  }

  /** The plan of a point for its scenario. */
  Parsed<TrainingPlan> plan(Scenario scenario, Point point) {
    return known.plan(scenario, sweep.points().plan(point.number()), () -> read(scenario, point));
  }

  private Parsed<TrainingPlan> read(Scenario scenario, Point point) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("plan", plan.deepCopy());
    try {
      put(root, point, true);
    } catch (InvalidInputException e) {
      return new Parsed.Invalid<>(e.issues());
    }
    return reader.readPlan(root.get("plan"), scenario, new ArrayList<>());
  }

  /** The scenario of a point with its plan, as somebody would write it. */
  ObjectNode written(Point point) {
    ObjectNode root = sweep.base().deepCopy();
    put(root, point, false);
    put(root, point, true);
    return root;
  }

  private static void put(ObjectNode root, Point point, boolean ofPlan) {
    for (List<Setting> axis : point.settings()) {
      for (Setting setting : axis) {
        if (setting.path().isWithin("plan") == ofPlan && !setting.path().equals(Draws.PATH)) {
          setting.path().put(root, setting.value());
        }
      }
    }
  }
}
