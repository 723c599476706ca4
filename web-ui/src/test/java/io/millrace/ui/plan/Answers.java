package io.millrace.ui.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers as the command line wrote them with {@code plan --pareto --json}. */
final class Answers {
  private Answers() {}

  /** Of the worked example. */
  static String planned() {
    return text("planned.json");
  }

  /** Of a model that is too large for its devices. */
  static String infeasible() {
    return text("infeasible.json");
  }

  private static String text(String name) {
    try (InputStream in = Answers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
