package io.millrace.model.megatron;

import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The options of one command, read one by one; what nobody asked for is left over. As with
 * Megatron's own parser the last of equal options counts.
 */
final class MegatronOptions {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Issues issues;

  MegatronOptions(List<String> command, Issues issues) {
    this.issues = issues;
    List<String> current = new ArrayList<>();
    for (String word : command) {
      if (word.startsWith("--") && word.length() > 2) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        current = new ArrayList<>();
        if (equals >= 0) {
          current.add(word.substring(equals + 1));
        }
        values.put(name, current);
      } else {
        current.add(word);
      }
    }
  }

  /** Whether an option is there. */
  boolean has(String option) {
    asked.add(option);
    return values.containsKey(option);
  }

  /** The words of an option. */
  List<String> words(String option) {
    return has(option) ? List.copyOf(values.getOrDefault(option, List.of())) : List.of();
  }

  /** The first word of an option. */
  Optional<String> text(String option) {
    List<String> words = words(option);
    if (has(option) && words.isEmpty()) {
      issues.add(option, "has no value", "");
    }
    return words.stream().findFirst();
  }

  /** A whole number of at least {@code least}. */
  OptionalInt number(String option, int least) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least) {
        return OptionalInt.of(number);
      }
      issues.add(option, "must be at least " + least + ", is " + number, "");
    } catch (NumberFormatException e) {
      issues.add(
          option,
          "expected a whole number, found '" + text.get() + "'",
          "a variable that the script does not set can be given with --set NAME=VALUE");
    }
    return OptionalInt.empty();
  }

  /** A number, or another where the option is absent. */
  int number(String option, int least, int otherwise) {
    return number(option, least).orElse(otherwise);
  }

  /** Adds an issue about an option. */
  void issue(String option, String message, String hint) {
    issues.add(option, message, hint);
  }

  /** Options that nobody asked for, with their words. */
  Map<String, List<String>> leftOver() {
    Map<String, List<String>> left = new LinkedHashMap<>(values);
    left.keySet().removeAll(asked);
    return left;
  }

  /** Words of options that somebody asked for which hold something that is not known. */
  List<String> unresolved() {
    return asked.stream()
        .flatMap(option -> values.getOrDefault(option, List.of()).stream())
        .filter(word -> word.contains("$") && !word.endsWith(".py"))
        .distinct()
        .toList();
  }

  /** Options that somebody asked for, whether they are there or not. */
  Set<String> known() {
    return Collections.unmodifiableSet(asked);
  }
}
