package io.millrace.model.scenario;

import io.millrace.model.input.Fields;
import io.millrace.model.workload.Training;
import io.millrace.model.workload.TrainingPrecision;
import java.util.List;
import java.util.Optional;

/** Reads the keys of a {@code workload} of type {@code training}. */
final class TrainingReader {

  private TrainingReader() {}

  static Optional<Training> read(Fields fields, String framework) {
    Optional<String> release = fields.optionalText("frameworkRelease");
    int globalBatch = fields.integer("globalBatch", 1);
    int sequence = fields.integer("sequence", 1);
    if (!fields.has("precision")) {
      fields.issue("precision", "is missing", "give one of " + String.join(", ", precisions()));
    }
    TrainingPrecision precision =
        fields
            .optionalChoice(
                "precision", List.of(TrainingPrecision.values()), TrainingPrecision::key)
            .orElse(TrainingPrecision.BF16);
    boolean compiled = fields.flag("compiled", false);
    Optional<String> task = fields.optionalText("task");
    return fields.build(
        () -> new Training(framework, release, globalBatch, sequence, precision, compiled, task));
  }

  private static List<String> precisions() {
    return List.of(TrainingPrecision.values()).stream().map(TrainingPrecision::key).toList();
  }
}
