package io.millrace.model.framework;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Earlier releases of a software line: {@code id@release} is the line up to that release, and says
 * only what was different. What it shares with the line stays one parameter.
 */
final class EarlierReleases {
  /** Between the line and its last release of that kind. */
  static final String UNTIL = "@";

  private EarlierReleases() {}

  /** All lines, the earlier releases with what they share with theirs. */
  static JsonNode complete(JsonNode lines) {
    ObjectNode complete = JsonNodeFactory.instance.objectNode();
    for (String id : lines.propertyNames()) {
      int until = id.indexOf(UNTIL);
      JsonNode line = lines.get(until < 0 ? id : id.substring(0, until));
      complete.set(id, until < 0 ? line : with(line, lines.get(id)));
    }
    return complete;
  }

  private static JsonNode with(JsonNode line, JsonNode different) {
    if (!line.isObject() || !different.isObject()) {
      return different;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (String key : line.propertyNames()) {
      merged.set(key, different.has(key) ? with(line.get(key), different.get(key)) : line.get(key));
    }
    for (String key : different.propertyNames()) {
      if (!line.has(key)) {
        merged.set(key, different.get(key));
      }
    }
    return merged;
  }
}
