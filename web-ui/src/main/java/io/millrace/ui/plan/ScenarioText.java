package io.millrace.ui.plan;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.JsonText;
import io.millrace.planner.export.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A scenario as somebody types it, in which single answers can be changed. The lines of other keys
 * stay as they are, comments included, where lines can be told apart; comments inside of what is
 * changed are lost.
 *
 * @param text YAML or JSON, perhaps wrong
 */
record ScenarioText(String text) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MODEL = "model";
  private static final String CLUSTER = "cluster";
  private static final String NODE = "node";
  private static final String DEVICES = "devices";

  /** What YAML takes for a text without quotes, unless it is a word of its own such as true. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9 ._/+-]*");

  /** The text as a tree; empty if it is none. */
  Optional<ObjectNode> tree() {
    return Document.parse(text, isJson()) instanceof Parsed.Valid<Document> valid
            && valid.value().root() instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** The name of the model; empty where it is described. */
  Optional<String> model() {
    return tree().map(it -> it.path(MODEL)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  /** The name of the node; empty where the cluster is given in another way. */
  Optional<String> node() {
    return cluster().map(it -> it.path(NODE)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  /** The number of devices that the cluster states. */
  OptionalInt devices() {
    return cluster()
        .map(it -> it.path(DEVICES))
        .filter(JsonNode::isInt)
        .map(it -> OptionalInt.of(it.intValue()))
        .orElse(OptionalInt.empty());
  }

  /** The same with another model. */
  ScenarioText withModel(String name) {
    return with(MODEL, StringNode.valueOf(name));
  }

  /** The same on other nodes; what was said of the old ones goes, but not how many devices. */
  ScenarioText withNode(String id) {
    ObjectNode cluster = NODES.objectNode().put(NODE, id);
    devices().ifPresent(it -> cluster.put(DEVICES, it));
    return with(CLUSTER, cluster);
  }

  /** The same with another number of devices. */
  ScenarioText withDevices(int number) {
    ObjectNode cluster = cluster().map(ObjectNode::deepCopy).orElseGet(NODES::objectNode);
    tree()
        .map(it -> it.path(CLUSTER))
        .filter(JsonNode::isString)
        .ifPresent(name -> cluster.set("name", name));
    cluster.remove("nodes");
    cluster.put(DEVICES, number);
    return with(CLUSTER, cluster);
  }

  /** The same with another plan. */
  ScenarioText withPlan(JsonNode plan) {
    return with("plan", plan);
  }

  private Optional<ObjectNode> cluster() {
    return tree()
        .map(it -> it.path(CLUSTER))
        .flatMap(it -> it instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
  }

  private ScenarioText with(String key, JsonNode value) {
    Optional<ObjectNode> before = tree();
    if (before.isEmpty()) {
      return this;
    }
    ObjectNode after = before.get().deepCopy();
    after.set(key, value);
    if (isJson()) {
      return new ScenarioText(JsonText.of(after));
    }
    ScenarioText edited = new ScenarioText(edited(key, value));
    return edited.tree().filter(after::equals).isPresent()
        ? edited
        : new ScenarioText(YamlText.of(after));
  }

  /** The lines with those of a key exchanged, or with the key at the end. */
  private String edited(String key, JsonNode value) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int start = 0;
    while (start < lines.size() && !lines.get(start).startsWith(key + ":")) {
      start++;
    }
    int end = Math.min(start + 1, lines.size());
    for (int i = end; i < lines.size() && !startsKey(lines.get(i)); i++) {
      if (continues(lines.get(i))) {
        end = i + 1;
      }
    }
    lines.subList(start, end).clear();
    lines.add(start, key + ": " + flow(value));
    return String.join("\n", lines) + "\n";
  }

  private static boolean startsKey(String line) {
    return !line.isBlank() && !line.startsWith("#") && !continues(line);
  }

  /** Whether a line belongs to the key above it. */
  private static boolean continues(String line) {
    return !line.isBlank() && " \t}]-".indexOf(line.charAt(0)) >= 0;
  }

  /** A value in a line. */
  private static String flow(JsonNode value) {
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(it -> it.getKey() + ": " + flow(it.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.isString() && PLAIN.matcher(value.stringValue()).matches()
        ? value.stringValue()
        : value.toString();
  }

  private boolean isJson() {
    return text.stripLeading().startsWith("{");
  }
}
