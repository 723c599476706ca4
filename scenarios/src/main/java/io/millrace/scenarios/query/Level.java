package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of the things that a factor can be. */
public sealed interface Level {

  /** As a cell of an answer: the value itself where there is one, a text where there are more. */
  @Nullable Object cell();

  /**
   * The values of a factor's columns.
   *
   * @param of one for each column
   */
  record Values(List<@Nullable Object> of) implements Level {

    /** Copies the list. */
    public Values {
      of = Collections.unmodifiableList(new ArrayList<>(of));
    }

    @Override
    public @Nullable Object cell() {
      return of.size() == 1
          ? of.getFirst()
          : of.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    }
  }

  /**
   * Neighbouring numbers taken together.
   *
   * @param low the smallest
   * @param high the largest
   */
  record Bin(double low, double high) implements Level {

    @Override
    public @Nullable Object cell() {
      return low == high ? (Object) low : low + " … " + high;
    }
  }
}
