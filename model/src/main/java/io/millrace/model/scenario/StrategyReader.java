package io.millrace.model.scenario;

import io.millrace.model.input.Fields;
import io.millrace.model.plan.ParallelStrategy;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Reads the parallel degrees of a plan: from its label, from keys of their own, or both. */
final class StrategyReader {
  private final Fields fields;
  private final Optional<ParallelStrategy> labelled;

  private StrategyReader(Fields fields, Optional<ParallelStrategy> labelled) {
    this.fields = fields;
    this.labelled = labelled;
  }

  static Optional<ParallelStrategy> read(Fields fields) {
    return new StrategyReader(fields, label(fields)).read();
  }

  private static Optional<ParallelStrategy> label(Fields fields) {
    Optional<String> label = fields.optionalText("label");
    try {
      return label.map(ParallelStrategy::parse);
    } catch (IllegalArgumentException e) {
      fields.issue("label", String.valueOf(e.getMessage()), "write it like 'd8t4p2'");
      return Optional.empty();
    }
  }

  private Optional<ParallelStrategy> read() {
    int data = degree("data", ParallelStrategy::data);
    int tensor = degree("tensor", ParallelStrategy::tensor);
    int pipeline = degree("pipeline", ParallelStrategy::pipeline);
    int context = degree("context", ParallelStrategy::context);
    int expert = degree("expert", ParallelStrategy::expert);
    return fields.make(() -> new ParallelStrategy(data, tensor, pipeline, context, expert));
  }

  private int degree(String key, ToIntFunction<ParallelStrategy> ofLabel) {
    OptionalInt given = fields.optionalInteger(key, 1);
    if (labelled.isEmpty()) {
      return given.orElse(1);
    }
    int expected = ofLabel.applyAsInt(labelled.get());
    if (given.isPresent() && given.getAsInt() != expected) {
      fields.issue(key, "is " + given.getAsInt() + ", the label says " + expected, "");
    }
    return expected;
  }
}
