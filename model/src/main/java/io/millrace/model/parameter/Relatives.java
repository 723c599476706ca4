package io.millrace.model.parameter;

import io.millrace.model.input.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries of a document that are like another one: what they do not say themselves is taken from
 * there, with a wider spread, because it was not measured on them.
 */
public final class Relatives {
  private static final String LIKE = "like";

  private final JsonNode root;
  private final double widening;

  private Relatives(JsonNode root, double widening) {
    this.root = root;
    this.widening = widening;
  }

  /**
   * The document with every {@code like: other} replaced by what the other entry has.
   *
   * @param document whose top level maps names to objects
   * @param widening by how much spreads grow
   * @throws IllegalArgumentException if an entry is like one that is not there
   */
  public static Document resolved(Document document, double widening) {
    if (!document.root().isObject()) {
      return document;
    }
    Relatives relatives = new Relatives(document.root(), widening);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String name : document.root().propertyNames()) {
      all.set(name, relatives.entry(name));
    }
    return new Document(all, document.issues());
  }

  private JsonNode entry(String name) {
    JsonNode own = root.get(name);
    if (own == null) {
      throw new IllegalArgumentException("nothing is called " + name);
    }
    if (!own.isObject() || own.get(LIKE) == null) {
      return own;
    }
    ObjectNode merged = merged(widened(entry(own.get(LIKE).stringValue())), own);
    merged.remove(LIKE);
    return merged;
  }

  private static ObjectNode merged(JsonNode base, JsonNode own) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (String key : base.propertyNames()) {
      result.set(key, base.get(key));
    }
    for (String key : own.propertyNames()) {
      JsonNode before = result.get(key);
      JsonNode value = own.get(key);
      boolean both = before != null && before.isObject() && value.isObject();
      result.set(key, both ? merged(before, value) : value);
    }
    return result;
  }

  private JsonNode widened(JsonNode node) {
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (String key : node.propertyNames()) {
        copy.set(key, widened(node.get(key)));
      }
      return copy;
    }
    if (!node.isString()) {
      return node;
    }
    return ParameterText.parse("", node.stringValue())
        .map(it -> it.withSpread(widening * it.spread()).text())
        .<JsonNode>map(JsonNodeFactory.instance::stringNode)
        .orElse(node);
  }
}
