package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --out FILE}: fitted parameters, in a file or else behind the table of errors. */
final class FittedOutput {
  private static final String NAME = "--out";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description = "Write the parameters to a file that --parameters takes.")
  private @Nullable OutputFile file;

  /**
   * Writes parameters where the option says.
   *
   * @throws InvalidInputException if the file cannot be written or holds something else of ours
   */
  void write(String parameters, Terminal terminal) {
    if (file == null) {
      terminal.out().print(parameters);
    } else {
      file.write(NAME, parameters);
    }
  }
}
