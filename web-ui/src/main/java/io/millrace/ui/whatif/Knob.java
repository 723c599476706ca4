package io.millrace.ui.whatif;

import io.millrace.model.scenario.Scenario;
import io.millrace.planner.question.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Something that can be turned: a number of its own, or a factor of an input. */
enum Knob {
  DEVICES("devices", "Devices", 16_384),
  GLOBAL_BATCH("globalBatch", "Global batch, sequences", 1 << 20),
  SEQUENCE("sequence", "Sequence, tokens", 1 << 20),
  TENSOR_ENGINES(Input.TENSOR_ENGINES),
  MEMORY_BANDWIDTH(Input.MEMORY_BANDWIDTH),
  MEMORY_CAPACITY(Input.MEMORY_CAPACITY),
  SCALE_UP_BANDWIDTH(Input.SCALE_UP_BANDWIDTH),
  NETWORK_BANDWIDTH(Input.NETWORK_BANDWIDTH),
  NETWORK_LATENCY(Input.NETWORK_LATENCY),
  KERNEL_EFFICIENCY(Input.KERNEL_EFFICIENCY),
  PRICE(Input.PRICE),
  POWER(Input.POWER);

  private static final double MOST_FACTOR = 10;
  private static final List<Double> FACTORS =
      List.of(0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 3.0, 4.0);

  private final String key;
  private final String label;
  private final double most;
  private final Optional<Input> input;

  Knob(String key, String label, double most) {
    this.key = key;
    this.label = label;
    this.most = most;
    this.input = Optional.empty();
  }

  Knob(Input input) {
    this.key = input.key();
    this.label =
        input.label().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + input.label().substring(1)
            + ", ×";
    this.most = MOST_FACTOR;
    this.input = Optional.of(input);
  }

  static Optional<Knob> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key.equals(key)).findFirst();
  }

  String key() {
    return key;
  }

  /** The name for people, with the unit. */
  String label() {
    return label;
  }

  /** What it multiplies; empty if it is a whole number of its own. */
  Optional<Input> input() {
    return input;
  }

  /** Whether it can be turned so far: searches must stay within what a server can do. */
  boolean takes(double value) {
    return input.isPresent()
        ? value >= 1 / MOST_FACTOR && value <= most
        : value >= 1 && value <= most && value == Math.rint(value);
  }

  /** Where it stands in a scenario. */
  double usual(Scenario scenario) {
    return switch (this) {
      case DEVICES -> scenario.cluster().devices();
      case GLOBAL_BATCH -> scenario.workload().globalBatch();
      case SEQUENCE -> scenario.workload().sequence();
      default -> 1;
    };
  }

  /** Where its slider stops, ascending: factors, or a scenario's number halved and doubled. */
  List<Double> stops(Scenario scenario) {
    if (input.isPresent()) {
      return FACTORS;
    }
    double usual = usual(scenario);
    return DoubleStream.of(0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 8)
        .map(it -> it * usual)
        .filter(this::takes)
        .boxed()
        .toList();
  }
}
