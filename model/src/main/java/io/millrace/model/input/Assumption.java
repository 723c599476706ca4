package io.millrace.model.input;

/**
 * Something the tool had to choose because the input does not say; every result lists them.
 *
 * @param path the key that is absent, or what the assumption is about
 * @param value what was assumed
 * @param reason why this value
 */
public record Assumption(String path, String value, String reason) {

  @Override
  public String toString() {
    return path + ": " + value + " (" + reason + ")";
  }
}
