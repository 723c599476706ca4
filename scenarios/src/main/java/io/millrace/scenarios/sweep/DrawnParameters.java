package io.millrace.scenarios.sweep;

import io.millrace.model.input.Parsed;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.cost.Calibration;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a sweep's draws differ in: the parameters that its scenarios can hang on, and by how many
 * standard deviations each draw moved them. So questions can tell which of them matter.
 */
final class DrawnParameters {
  /** Contexts that are looked at: parameters hang on devices, networks and frameworks alone. */
  private static final long MOST_CONTEXTS = 64;

  private DrawnParameters() {}

  /** As {@code sweep.json} has them: a list for the draws, from the first, for each parameter. */
  static ArrayNode of(Sweep sweep, Draws draws) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Parameter parameter : parameters(sweep).values()) {
      ArrayNode deviations =
          all.addObject()
              .put("parameter", parameter.path())
              .put("value", parameter.value())
              .put("spread", parameter.spread())
              .putArray("deviations");
      for (int draw = 1; draw <= draws.number(); draw++) {
        deviations.add(draws.deviation(parameter.path(), draw));
      }
    }
    return all;
  }

  private static SortedMap<String, Parameter> parameters(Sweep sweep) {
    Calibration nominal = Calibration.bundled();
    SortedMap<String, Parameter> found = new TreeMap<>();
    if (Contexts.isPostTraining(sweep)) {
      nominal.parameters().forEach(it -> found.put(it.path(), it));
      return found;
    }
    ScenarioTemplate template = new ScenarioTemplate(sweep, ScenarioReader.bundled());
    long context = sweep.points().pointsOfContext();
    long contexts = Math.ceilDiv(sweep.points().count(), context);
    long looks = Math.min(contexts, MOST_CONTEXTS);
    for (long look = 0; look < looks; look++) {
      long point = look * contexts / looks * context;
      if (template.scenario(sweep.points().at(point)) instanceof Parsed.Valid<Scenario> valid) {
        nominal.parametersOf(valid.value()).forEach(it -> found.put(it.path(), it));
      }
    }
    return found;
  }
}
