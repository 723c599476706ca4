package io.millrace.model.input;

/**
 * One thing that is wrong with an input.
 *
 * @param path where: keys joined by dots, list positions in brackets, {@code $} for the whole input
 * @param message what is wrong, with the offending value
 * @param hint what would be right, or empty
 */
public record Issue(String path, String message, String hint) {

  /** An issue without advice. */
  public static Issue of(String path, String message) {
    return new Issue(path, message, "");
  }

  @Override
  public String toString() {
    return path + ": " + message + (hint.isEmpty() ? "" : "\n    " + hint);
  }
}
