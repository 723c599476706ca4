package io.millrace.model.input;

import io.millrace.model.quantity.QuantityFormatException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One node of a tree with its place. Each method reads it as one kind of value; if it is another,
 * the method adds an issue and gives nothing.
 *
 * @param node the node
 * @param path where it is
 * @param issues takes what is wrong
 */
record Value(JsonNode node, String path, Issues issues) {
  private static final int LONGEST_QUOTE = 60;

  /** A text that {@code parse} understands. */
  <T> Optional<T> text(Function<String, T> parse) {
    if (!node.isString()) {
      return expected("a text");
    }
    try {
      return Optional.of(parse.apply(node.stringValue()));
    } catch (QuantityFormatException e) {
      return refused(String.valueOf(e.getMessage()), e.hint());
    }
  }

  /** A quantity; of a bare number {@code parse} says that it has no unit. */
  <T> Optional<T> quantity(Function<String, T> parse) {
    return node.isNumber()
        ? new Value(JsonNodeFactory.instance.stringNode(node.asString()), path, issues).text(parse)
        : text(parse);
  }

  /** A whole number of at least {@code least}. */
  Optional<Integer> integer(int least) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      return expected("a whole number");
    }
    int number = node.intValue();
    return number < least
        ? refused("must be at least " + least + ", is " + number, "")
        : Optional.of(number);
  }

  /** A number. */
  Optional<Double> number() {
    return node.isNumber() ? Optional.of(node.doubleValue()) : expected("a number");
  }

  /** A number in a closed interval. */
  Optional<Double> number(double least, double most) {
    Optional<Double> number = number();
    if (number.isEmpty() || (number.get() >= least && number.get() <= most)) {
      return number;
    }
    String rule = "be between " + least + " and " + most;
    if (number.get() < least) {
      rule = least == 0 ? "not be negative" : least == Double.MIN_NORMAL ? "be positive" : rule;
    }
    return refused("must " + rule + ", is " + number.get(), "");
  }

  /** A truth value. */
  Optional<Boolean> flag() {
    return node.isBoolean() ? Optional.of(node.booleanValue()) : expected("true or false");
  }

  /** An object. */
  Optional<Fields> object() {
    return node.isObject()
        ? Optional.of(Fields.of(node, path, issues))
        : expected("an object with keys");
  }

  /** The elements of a list; none if it is no list. */
  List<Value> elements() {
    if (!node.isArray()) {
      expected("a list");
      return List.of();
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> new Value(node.get(i), path + "[" + i + "]", issues))
        .toList();
  }

  private <T> Optional<T> expected(String what) {
    return refused("expected " + what + ", found " + description(), "");
  }

  private <T> Optional<T> refused(String message, String hint) {
    issues.add(path, message, hint);
    return Optional.empty();
  }

  /** What the node is, for messages. */
  String description() {
    return switch (node.getNodeType()) {
      case STRING -> "the text '" + shorten(node.stringValue()) + "'";
      case NUMBER -> "the number " + shorten(node.asString());
      case BOOLEAN -> node.asString();
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }

  /** The start of a long text. */
  static String shorten(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 3) + "...";
  }
}
