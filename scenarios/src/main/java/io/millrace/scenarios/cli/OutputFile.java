package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that an option asks for. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a text.
   *
   * @throws InvalidInputException if the name is none or the file cannot be written
   */
  static void write(String option, String file, String text) {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException | InvalidPathException e) {
      throw unwritable(option, file, e);
    }
  }

  /** The refusal of a file that cannot be written. */
  static InvalidInputException unwritable(String option, String file, Exception e) {
    String reason = e instanceof IOException ? "cannot be written" : "is no name of a file";
    return new InvalidInputException(
        new Issue(option, "'" + file + "' " + reason, "does its folder exist, and may you write?"));
  }
}
