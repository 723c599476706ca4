package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.report.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code --json FILE|-}: the result for programs, in a file beside the text or instead of it. */
final class JsonOption {
  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON to a file, or with - to the output instead of text.")
  private @Nullable String target;

  /** Whether the output is JSON and nothing else. */
  boolean replacesText() {
    return STANDARD_OUTPUT.equals(target);
  }

  /**
   * Writes a result where the option says, if it was given.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  void write(JsonNode result, PrintWriter out) {
    if (target == null) {
      return;
    }
    if (replacesText()) {
      out.print(JsonText.of(result));
      out.flush();
      return;
    }
    try {
      Files.writeString(Path.of(target), JsonText.of(result));
    } catch (IOException | InvalidPathException e) {
      throw unwritable("--json", target, e);
    }
  }

  /** The refusal of a file that cannot be written. */
  static InvalidInputException unwritable(String option, String file, Exception e) {
    String reason = e instanceof IOException ? "cannot be written" : "is no name of a file";
    return new InvalidInputException(
        new Issue(option, "'" + file + "' " + reason, "does its folder exist, and may you write?"));
  }
}
