package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.QuestionReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files about workers joined by streams. */
final class StreamDocuments {

  private StreamDocuments() {}

  /** The document of a file, if it is about streams. */
  static Optional<Document> find(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path)
              && Document.read(path) instanceof Parsed.Valid<Document> valid
          ? Optional.of(valid.value()).filter(QuestionReader::isStreams)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
