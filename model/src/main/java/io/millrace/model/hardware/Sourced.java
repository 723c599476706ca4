package io.millrace.model.hardware;

/**
 * A value and where it was found.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param source the data sheet, paper, file or measurement it was taken from
 */
public record Sourced<T>(T value, String source) {

  /** Checks that there is a source. */
  public Sourced {
    if (source.isBlank()) {
      throw new IllegalArgumentException("the source of " + value + " is blank");
    }
  }
}
