package io.millrace.model.hardware;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.input.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Files of the folder that the property {@code millrace.data} names; tests without it skip. */
final class BulkData {

  private BulkData() {}

  static JsonNode read(String file) {
    String folder = System.getProperty("millrace.data", "");
    assumeTrue(!folder.isEmpty(), "needs the bulk data: -Dmillrace.data=FOLDER");
    Path path = Path.of(folder).resolve(file);
    assumeTrue(Files.isRegularFile(path), "needs " + path);
    return Document.read(path).orThrow().root();
  }
}
