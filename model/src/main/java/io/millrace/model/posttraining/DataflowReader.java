package io.millrace.model.posttraining;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a dataflow: {@code algorithm} names a known one, {@code calls} describe any other. */
final class DataflowReader {

  private DataflowReader() {}

  /**
   * Reads it.
   *
   * @param engineLogProbabilities whether a known algorithm's trainer takes log-probabilities from
   *     the engine that generates
   */
  static Optional<Dataflow> read(Fields fields, boolean engineLogProbabilities) {
    if (!fields.has("calls")) {
      if (!fields.has("algorithm")) {
        fields.issue("algorithm", "is missing", "give one, or describe 'calls'");
      }
      return fields
          .optionalChoice("algorithm", List.of(Algorithm.values()), Algorithm::key)
          .map(it -> engineLogProbabilities ? it.withEngineLogProbabilities() : it.dataflow());
    }
    String name = fields.text("algorithm", "custom");
    List<ModelFunctionCall> calls =
        fields.objects("calls").stream().flatMap(it -> call(it).stream()).toList();
    return fields.make(() -> new Dataflow(name, calls));
  }

  private static Optional<ModelFunctionCall> call(Fields fields) {
    String name = fields.text("name");
    Optional<CallKind> kind =
        fields.optionalChoice("kind", List.of(CallKind.values()), CallKind::key);
    if (!fields.has("kind")) {
      fields.issue("kind", "is missing", "give generation, inference, training, ...");
    }
    Optional<String> role = fields.optionalText("model");
    List<String> inputs = fields.texts("inputs");
    List<String> outputs = fields.texts("outputs");
    Optional<Duration> time = fields.optionalQuantity("time", Duration::parse);
    return fields.build(
        () -> new ModelFunctionCall(name, kind.orElseThrow(), role, inputs, outputs, time));
  }
}
