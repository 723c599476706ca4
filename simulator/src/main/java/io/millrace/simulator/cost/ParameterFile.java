package io.millrace.simulator.cost;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Opens a file of fitted parameters that ships beside this package. */
final class ParameterFile {

  private ParameterFile() {}

  static Fields read(String name, Issues issues) {
    try (InputStream in = ParameterFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Fields.of(Document.parse(text, false).orThrow(), issues);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
