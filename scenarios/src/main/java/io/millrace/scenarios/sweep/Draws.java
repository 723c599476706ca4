package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Everything again under other parameters of the cost model, each drawn from what is known of it: a
 * parameter is the same in all rows of a draw, whatever else these have in common.
 *
 * @param number how many
 * @param seed of all
 */
record Draws(int number, int seed) {
  /** The place that the axis of the draws writes to, which no scenario has. */
  static final ScenarioPath PATH = new ScenarioPath(List.of("draw"));

  private static final String GENERATOR = "L64X128MixRandom";

  /** Reads them from the key {@code draws}. */
  static Optional<Draws> read(Fields root) {
    return root.optionalObject("draws")
        .flatMap(
            fields -> {
              int number = fields.integer("number", 1);
              if (number > AxisReader.MOST) {
                fields.issue("number", "is " + number + ", more than " + AxisReader.MOST, "");
              }
              int seed = fields.integer("seed", 0, 0);
              return fields.build(() -> new Draws(number, seed));
            });
  }

  /** Their axis: the numbers from one. */
  Axis axis() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return new ListedAxis(
        List.of(PATH),
        IntStream.rangeClosed(1, number)
            .<JsonNode>mapToObj(nodes::numberNode)
            .map(it -> List.of(Setting.of(PATH, it, it)))
            .toList());
  }

  /** The parameters of a draw. */
  Calibration of(Calibration nominal, int draw) {
    List<Parameter> drawn =
        nominal.parameters().stream().map(it -> it.moved(deviation(it.path(), draw))).toList();
    return nominal.with(drawn);
  }

  /**
   * By how many standard deviations a draw moves a parameter: by its own name, so that it does not
   * matter which others there are.
   */
  double deviation(String path, int draw) {
    long start = ((long) seed << 32 | draw) * 0x9E3779B97F4A7C15L + path.hashCode();
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(start);
    return random.nextGaussian();
  }
}
