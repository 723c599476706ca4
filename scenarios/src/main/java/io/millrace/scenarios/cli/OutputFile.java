package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an option asks for. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a text.
   *
   * @throws InvalidInputException if it cannot be written
   */
  static void write(String option, Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw JsonOption.unwritable(option, file.toString(), e);
    }
  }
}
