package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.parameter.ParameterSet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a file of ours holds: the format that it names, or what its keys tell. */
final class DocumentKind {
  /** What people describe; it names no format. */
  static final String SCENARIO = "scenario";

  /** Parameters by path, as {@code calibrate} writes them; they name no format either. */
  static final String PARAMETERS = "parameters";

  private static final Pattern FORMAT = Pattern.compile("[a-z][a-z-]*/\\d+");

  private DocumentKind() {}

  /** The kind of a file; empty where it is nothing of ours. */
  static Optional<String> of(Path file) {
    return of(Document.read(file));
  }

  /** The kind of a text that is about to be written. */
  static Optional<String> of(String text) {
    return of(Document.parse(text, text.startsWith("{")));
  }

  private static Optional<String> of(Parsed<Document> read) {
    return read instanceof Parsed.Valid<Document> valid ? of(valid.value()) : Optional.empty();
  }

  private static Optional<String> of(Document document) {
    JsonNode root = document.root();
    if (!root.isObject()) {
      return Optional.empty();
    }
    if (root.has("format")) {
      return Optional.of(root.get("format").asString(""))
          .filter(it -> FORMAT.matcher(it).matches());
    }
    if (root.has("cases")) {
      return Optional.of(MeasurementsReader.FORMAT);
    }
    if (root.has("cluster") && root.has("workload")) {
      return Optional.of(SCENARIO);
    }
    return ParameterSet.read(document) instanceof Parsed.Valid<ParameterSet> parameters
            && !parameters.value().parameters().isEmpty()
        ? Optional.of(PARAMETERS)
        : Optional.empty();
  }
}
