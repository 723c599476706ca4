package io.millrace.planner.export;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Names of a launcher's options, keys or fields that were looked up where they are documented. An
 * exporter recalls the others: nobody has checked their spelling, and the folder's README says so.
 *
 * @param names as they stand in files
 */
public record DocumentedNames(Set<String> names) {

  /** Copies the names. */
  public DocumentedNames {
    names = Set.copyOf(names);
  }

  /** These and no others. */
  public static DocumentedNames of(String... names) {
    return new DocumentedNames(Set.of(names));
  }

  /** Whether a name was looked up. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /**
   * What to know of options in a script and of other names in files; empty if all of them were
   * looked up.
   */
  public Optional<String> remark(String script, Collection<String> others) {
    List<String> recalled =
        Stream.concat(ShellText.options(script).stream(), others.stream())
            .distinct()
            .filter(it -> !has(it))
            .toList();
    return recalled.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not verified, but recalled: the spelling of " + String.join(", ", recalled) + ".");
  }

  /** All keys of a tree, however deep, in alphabetical order. */
  public static Set<String> keys(JsonNode tree) {
    Set<String> keys = new TreeSet<>(tree.propertyNames());
    tree.forEach(inner -> keys.addAll(keys(inner)));
    return keys;
  }
}
