package io.millrace.scenarios.sweep;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a scenario.
 *
 * @param keys from the root to it
 */
record ScenarioPath(List<String> keys) {
  private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*");

  /** Copies the list. */
  ScenarioPath {
    keys = List.copyOf(keys);
  }

  /**
   * Keys joined by dots.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ScenarioPath parse(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path; write keys joined by dots, such as cluster.devices");
    }
    return new ScenarioPath(List.of(text.split("\\.")));
  }

  /** Whether it is a key of the root or something below it. */
  boolean isWithin(String key) {
    return keys.getFirst().equals(key);
  }

  /** What is there. */
  Optional<JsonNode> in(JsonNode root) {
    JsonNode node = root;
    for (String key : keys) {
      node = node.get(key);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  /** Writes a value there, and the objects around it where there are none. */
  void put(ObjectNode root, JsonNode value) {
    ObjectNode owner = root;
    for (String key : keys.subList(0, keys.size() - 1)) {
      JsonNode next = owner.get(key);
      if (next == null || next.isNull()) {
        owner = owner.putObject(key);
      } else if (next instanceof ObjectNode object) {
        owner = object;
      } else {
        throw new InvalidInputException(
            new Issue(
                toString(),
                "cannot be set, as the scenario's '" + key + "' is no object but " + next,
                "write it out with keys in the scenario"));
      }
    }
    owner.set(keys.getLast(), value);
  }

  /** The name of its column: {@code workload_global_batch}. */
  String column() {
    return toString()
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replace('.', '_')
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join(".", keys);
  }
}
