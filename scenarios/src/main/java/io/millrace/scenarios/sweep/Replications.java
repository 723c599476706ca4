package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Everything again with other seeds of the scenario, where chance plays a part in a simulation.
 *
 * @param number how many
 * @param seed of the first; the others follow
 */
record Replications(int number, int seed) {
  /** Where a scenario has its seed. */
  static final ScenarioPath SEED = new ScenarioPath(List.of("seed"));

  /** Reads them from the key {@code replications}. */
  static Optional<Replications> read(Fields root) {
    return root.optionalObject("replications")
        .flatMap(
            fields -> {
              int number = fields.integer("number", 2);
              if (number > AxisReader.MOST) {
                fields.issue("number", "is " + number + ", more than " + AxisReader.MOST, "");
              }
              int seed = fields.integer("seed", 0, 1);
              return fields.build(() -> new Replications(number, seed));
            });
  }

  /** Their axis: the seeds. */
  Axis axis() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return new ListedAxis(
        List.of(SEED),
        IntStream.range(0, number)
            .<JsonNode>mapToObj(it -> nodes.numberNode((long) seed + it))
            .map(it -> List.of(Setting.of(SEED, it, it)))
            .toList());
  }
}
