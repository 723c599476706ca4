package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Words on the command line of which only some are known, such as {@code --objective time}. */
final class Choices {
  private final List<Issue> issues;

  /** Reads words; those that are not known are added to a list. */
  Choices(List<Issue> issues) {
    this.issues = issues;
  }

  /**
   * What a word stands for; empty if it was not given or is not known.
   *
   * @param key the word for each of all
   */
  <T> Optional<T> known(
      String option, @Nullable String given, List<T> all, Function<T, String> key) {
    return meant(
        option,
        given,
        all.stream().map(key).toList(),
        word -> all.stream().filter(it -> key.apply(it).equals(word)).findFirst());
  }

  /**
   * As {@link #known(String, String, List, Function)}, where several words can stand for the same.
   *
   * @param keys the words to suggest
   * @param meaning what a word stands for
   */
  <T> Optional<T> meant(
      String option,
      @Nullable String given,
      List<String> keys,
      Function<String, Optional<T>> meaning) {
    if (given == null) {
      return Optional.empty();
    }
    Optional<T> known = meaning.apply(given);
    if (known.isEmpty()) {
      issues.add(new Issue(option, "'" + given + "' is not known", NearestWord.hint(given, keys)));
    }
    return known;
  }
}
