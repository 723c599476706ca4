package io.millrace.model.input;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Makes a tree of a text's tokens and notes each key that is given twice. */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final List<Issue> issues = new ArrayList<>();

  TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  Parsed<Document> read() {
    if (parser.nextToken() == null) {
      return new Parsed.Invalid<>(List.of(Issue.of(Issue.WHOLE, "the input is empty")));
    }
    try {
      JsonNode root = value("");
      if (parser.nextToken() != null) {
        throw refusal("there is more after the end of the first value", "give one per file");
      }
      return root.isNull()
          ? new Parsed.Invalid<>(List.of(Issue.of(Issue.WHOLE, "the input is empty")))
          : new Parsed.Valid<>(new Document(root, issues));
    } catch (InvalidInputException e) {
      return new Parsed.Invalid<>(e.issues());
    }
  }

  /** The value that the current token starts. */
  private JsonNode value(String path) {
    refuseAlias();
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw refusal("a value of this kind is not read", "write a text or a number");
    };
  }

  private ObjectNode object(String path) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      String at = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      JsonNode value = value(at);
      if (object.has(key)) {
        issues.add(new Issue(at, "is given twice, again in line " + line, "keep one of them"));
      } else {
        object.set(key, value);
      }
    }
    return object;
  }

  private ArrayNode array(String path) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    return array;
  }

  private JsonNode integer() {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private void refuseAlias() {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw refusal(
          "'*" + yaml.getString() + "' refers to an anchor; aliases are not read",
          "write the value out");
    }
  }

  private InvalidInputException refusal(String message, String hint) {
    return new InvalidInputException(
        new Issue("line " + parser.currentTokenLocation().getLineNr(), message, hint));
  }
}
