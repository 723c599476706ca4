package io.millrace.model.scenario;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.plan.ParallelStrategy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * Reads the parallel degrees of a plan: from its label, from keys of their own, or both. Where
 * neither says how many replicas there are, they fill the cluster.
 */
final class StrategyReader {
  private final Fields fields;
  private final Optional<ParallelStrategy> labelled;
  private final OptionalInt devices;
  private final List<Assumption> assumptions;

  private StrategyReader(
      Fields fields,
      Optional<ParallelStrategy> labelled,
      OptionalInt devices,
      List<Assumption> assumptions) {
    this.fields = fields;
    this.labelled = labelled;
    this.devices = devices;
    this.assumptions = assumptions;
  }

  /**
   * Reads them.
   *
   * @param devices of the cluster, if that is known
   * @param assumptions takes what had to be assumed
   */
  static Optional<ParallelStrategy> read(
      Fields fields, OptionalInt devices, List<Assumption> assumptions) {
    return new StrategyReader(fields, label(fields), devices, assumptions).read();
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
    int tensor = degree("tensor", ParallelStrategy::tensor);
    int pipeline = degree("pipeline", ParallelStrategy::pipeline);
    int context = degree("context", ParallelStrategy::context);
    int data = data((long) tensor * pipeline * context);
    int expert = degree("expert", ParallelStrategy::expert);
    return fields.make(() -> new ParallelStrategy(data, tensor, pipeline, context, expert));
  }

  /** The replicas that are given, or as many as there are devices for. */
  private int data(long devicesOfReplica) {
    boolean fills =
        labelled.isEmpty()
            && !fields.has("data")
            && devices.orElse(1) > devicesOfReplica
            && devices.getAsInt() % devicesOfReplica == 0;
    if (!fills) {
      return degree("data", ParallelStrategy::data);
    }
    int data = (int) (devices.getAsInt() / devicesOfReplica);
    assumptions.add(
        new Assumption(fields.path("data"), Integer.toString(data), "replicas fill the cluster"));
    return data;
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
