package io.millrace.model.parameter;

import io.millrace.model.input.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document whose parameters have become plain numbers and quantities.
 *
 * @param document with {@code 0.9} or {@code "4 us"} where the file has a parameter
 * @param parameters those it has, in the order of the file, after replacement
 */
public record ParameterDocument(Document document, List<Parameter> parameters) {

  /** Makes the list immutable. */
  public ParameterDocument {
    parameters = Collections.unmodifiableList(parameters);
  }

  /**
   * Finds and replaces the parameters of a document.
   *
   * @param name what their paths begin with
   * @param document as read
   * @param instead what takes the place of those written there
   */
  public static ParameterDocument of(String name, Document document, ParameterSet instead) {
    List<Parameter> found = new ArrayList<>();
    JsonNode root = resolved(document.root(), name, instead, found);
    return new ParameterDocument(new Document(root, document.issues()), found);
  }

  private static JsonNode resolved(
      JsonNode node, String path, ParameterSet instead, List<Parameter> found) {
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (String key : node.propertyNames()) {
        copy.set(key, resolved(node.get(key), path + "." + key, instead, found));
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        copy.add(resolved(node.get(i), path + "[" + i + "]", instead, found));
      }
      return copy;
    }
    if (!node.isString()) {
      return node;
    }
    return ParameterText.parse(path, node.stringValue())
        .map(
            written -> {
              Parameter parameter = instead.instead(written);
              found.add(parameter);
              return number(parameter);
            })
        .orElse(node);
  }

  private static JsonNode number(Parameter parameter) {
    return parameter.unit().isEmpty()
        ? JsonNodeFactory.instance.numberNode(parameter.value())
        : JsonNodeFactory.instance.stringNode(parameter.value() + " " + parameter.unit());
  }
}
