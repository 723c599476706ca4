package io.millrace.model.input;

import java.io.Serializable;

/**
 * One thing that is wrong with an input.
 *
 * @param path where: keys joined by dots, list positions in brackets, {@link #WHOLE} for the whole
 *     input, or a line where the text itself is wrong
 * @param message what is wrong, with the offending value
 * @param hint what would be right, or empty
 */
public record Issue(String path, String message, String hint) implements Serializable {

  /** The path of an issue about the whole input. */
  public static final String WHOLE = "$";

  /** An issue without advice. */
  public static Issue of(String path, String message) {
    return new Issue(path, message, "");
  }

  @Override
  public String toString() {
    return path + ": " + message + (hint.isEmpty() ? "" : "\n    " + hint);
  }
}
