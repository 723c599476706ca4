package io.millrace.model.input;

import java.util.List;
import java.util.function.Function;

/**
 * What came of reading an input: a value, or every issue that was found.
 *
 * @param <T> the type of the value
 */
public sealed interface Parsed<T> {

  /** The input was right. */
  record Valid<T>(T value) implements Parsed<T> {}

  /** The input was wrong; at least one issue says where and why. */
  record Invalid<T>(List<Issue> issues) implements Parsed<T> {
    /** Checks that there is something to say. */
    public Invalid {
      issues = List.copyOf(issues);
      if (issues.isEmpty()) {
        throw new IllegalArgumentException("an invalid input needs at least one issue");
      }
    }
  }

  /** The value, or an exception that carries the issues. */
  default T orThrow() {
    return switch (this) {
      case Valid<T> valid -> valid.value();
      case Invalid<T> invalid -> throw new InvalidInputException(invalid.issues());
    };
  }

  /** The issues, empty for a valid input. */
  default List<Issue> issues() {
    return switch (this) {
      case Valid<T> valid -> List.of();
      case Invalid<T> invalid -> invalid.issues();
    };
  }

  /** Goes on with the value, if there is one. */
  default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
    return switch (this) {
      case Valid<T> valid -> next.apply(valid.value());
      case Invalid<T> invalid -> new Invalid<>(invalid.issues());
    };
  }
}
