package io.millrace.model.megatron;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a script assigned so far: texts and arrays. What the caller gives, no line changes. */
final class ShellVariables {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> given;
  private final Set<String> notes = new LinkedHashSet<>();

  ShellVariables(Map<String, String> given) {
    given.forEach((name, value) -> values.put(name, scalar(value)));
    this.given = Set.copyOf(given.keySet());
  }

  /** A text, which is an array of one. */
  static List<String> scalar(String value) {
    return List.of(value);
  }

  void set(String name, List<String> value) {
    if (!given.contains(name)) {
      values.put(name, List.copyOf(value));
    }
  }

  /** What {@code +=} does: another element of an array, more of a text. */
  void append(String name, List<String> more) {
    List<String> old = values.getOrDefault(name, List.of());
    List<String> all = new ArrayList<>(old);
    if (old.size() == 1 && more.size() == 1) {
      all.set(0, old.getFirst() + more.getFirst());
    } else {
      all.addAll(more);
    }
    set(name, all);
  }

  /** The value, if the script or its caller set one. */
  Optional<List<String>> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What stands for a value that is not known: the parameter as the script writes it. */
  static String unknown(String name) {
    return "$" + name;
  }

  void note(String text) {
    notes.add(text);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
