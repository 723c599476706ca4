package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.report.JsonText;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code --json FILE|-}: the result for programs, in a file beside the text or instead of it. */
final class JsonOption {
  private static final OutputFile STANDARD_OUTPUT = new OutputFile("-");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as JSON to a file, or with - to the output instead of text.")
  private @Nullable OutputFile target;

  /** Whether the output is JSON and nothing else. */
  boolean replacesText() {
    return STANDARD_OUTPUT.equals(target);
  }

  /**
   * Writes a result where the option says, if it was given.
   *
   * @throws InvalidInputException if the file cannot be written or holds something else of ours
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
    target.write("--json", JsonText.of(result));
  }

  /**
   * Shows a result: as JSON where the option says, and as text unless that replaces it.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  void show(JsonNode result, String text, PrintWriter out) {
    write(result, out);
    if (!replacesText()) {
      out.print(text);
      out.flush();
    }
  }
}
