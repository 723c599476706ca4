package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: comparisons of numbers, quantities such as {@code 80 GiB}, texts in quotes and
 * paths of the scenario, with {@code + - * / %}, {@code and}, {@code or}, {@code not} and
 * parentheses.
 */
final class ExpressionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<amount>\\d+(?:\\.\\d+)?\\s*(?!(?:and|or|not)\\b)[A-Za-z]+(?:/[a-z]+)?(?![\\w.]))"
              + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)|'(?<text>[^']*)'"
              + "|(?<word>[A-Za-z][A-Za-z0-9.]*)|(?<sign><=|>=|!=|==|[<>=+*/%()-]))\\s*");
  private static final int DEEPEST = 50;

  private record Token(String kind, String text) {}

  private final List<Token> tokens = new ArrayList<>();
  private final List<ScenarioPath> paths = new ArrayList<>();
  private int next;
  private int depth;

  private ExpressionParser(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("does not go on after '" + text.substring(0, end) + "'");
      }
      for (String kind : List.of("amount", "number", "text", "word", "sign")) {
        if (matcher.group(kind) != null) {
          tokens.add(new Token(kind, matcher.group(kind)));
        }
      }
      end = matcher.end();
    }
  }

  /**
   * What was read.
   *
   * @param paths that it mentions
   */
  record Parsed(Expression expression, List<ScenarioPath> paths) {}

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Parsed parse(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.either();
    if (parser.next < parser.tokens.size()) {
      throw new IllegalArgumentException(
          "has '" + parser.tokens.get(parser.next).text() + "' where it should end");
    }
    return new Parsed(expression, List.copyOf(parser.paths));
  }

  private Expression either() {
    return chain(Set.of("or"), this::both);
  }

  private Expression both() {
    return chain(Set.of("and"), this::comparison);
  }

  private Expression comparison() {
    if (takes(Set.of("not")) != null) {
      return new Expression.Not(comparison());
    }
    Expression left = sum();
    String operator = takes(Set.of("<", "<=", ">", ">=", "=", "==", "!="));
    return operator == null
        ? left
        : new Expression.Binary(operator.equals("==") ? "=" : operator, left, sum());
  }

  private Expression sum() {
    return chain(Set.of("+", "-"), this::product);
  }

  private Expression product() {
    return chain(Set.of("*", "/", "%"), this::atom);
  }

  private Expression chain(Set<String> operators, Supplier<Expression> operand) {
    Expression left = operand.get();
    String operator = takes(operators);
    while (operator != null) {
      left = new Expression.Binary(operator, left, operand.get());
      operator = takes(operators);
    }
    return left;
  }

  private Expression atom() {
    if (next == tokens.size()) {
      throw new IllegalArgumentException("ends where a value should be");
    }
    Token token = tokens.get(next++);
    return switch (token.kind()) {
      case "amount" -> amount(token.text());
      case "number" -> new Expression.Constant(Double.valueOf(token.text()));
      case "text" -> new Expression.Constant(token.text());
      case "word" -> place(token.text());
      default -> bracket(token.text());
    };
  }

  private static Expression amount(String text) {
    return new Expression.Constant(
        Amount.of(text)
            .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no quantity")));
  }

  private Expression place(String word) {
    if (word.equals("true") || word.equals("false")) {
      return new Expression.Constant(Boolean.valueOf(word));
    }
    ScenarioPath path = ScenarioPath.parse(word);
    paths.add(path);
    return new Expression.Place(path);
  }

  private Expression bracket(String sign) {
    if (!sign.equals("(") || ++depth > DEEPEST) {
      throw new IllegalArgumentException("has '" + sign + "' where a value should be");
    }
    Expression inner = either();
    if (takes(Set.of(")")) == null) {
      throw new IllegalArgumentException("lacks a ')'");
    }
    depth--;
    return inner;
  }

  /** The next token, if it is one of these words or signs. */
  private @Nullable String takes(Set<String> wanted) {
    if (next < tokens.size()) {
      Token token = tokens.get(next);
      if (!token.kind().equals("text") && wanted.contains(token.text())) {
        next++;
        return token.text();
      }
    }
    return null;
  }
}
