package io.millrace.model.megatron;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers in bash's {@code $((...))}: sums, products, parentheses and variables. */
final class Arithmetic {
  private static final Pattern TOKEN = Pattern.compile("\\s*(\\d+|[A-Za-z_]\\w*|[-+*/%()])");

  private final List<String> tokens;
  private final ShellVariables variables;
  private int at;

  private Arithmetic(List<String> tokens, ShellVariables variables) {
    this.tokens = tokens;
    this.variables = variables;
  }

  /** The value, if the expression is of this kind and all of it is known. */
  static Optional<Long> evaluate(String expression, ShellVariables variables) {
    Matcher matcher = TOKEN.matcher(expression);
    List<String> tokens = matcher.results().map(it -> it.group(1)).toList();
    if (!matcher.replaceAll("").isBlank()) {
      return Optional.empty();
    }
    Arithmetic reading = new Arithmetic(tokens, variables);
    try {
      long value = reading.sum();
      return reading.at == tokens.size() ? Optional.of(value) : Optional.empty();
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private long sum() {
    long value = product();
    while (comes("+") || comes("-")) {
      boolean adds = tokens.get(at++).equals("+");
      long other = product();
      value = adds ? Math.addExact(value, other) : Math.subtractExact(value, other);
    }
    return value;
  }

  private long product() {
    long value = factor();
    while (comes("*") || comes("/") || comes("%")) {
      String operator = tokens.get(at++);
      long other = factor();
      value =
          switch (operator) {
            case "*" -> Math.multiplyExact(value, other);
            case "/" -> value / other;
            default -> value % other;
          };
    }
    return value;
  }

  private long factor() {
    if (at == tokens.size()) {
      throw new IllegalArgumentException("the expression ends early");
    }
    String token = tokens.get(at++);
    if (token.equals("(")) {
      long value = sum();
      if (!comes(")")) {
        throw new IllegalArgumentException("a '(' without its ')'");
      }
      at++;
      return value;
    }
    if (token.equals("-")) {
      return -factor();
    }
    return Long.parseLong(
        Character.isDigit(token.charAt(0))
            ? token
            : String.join(" ", variables.find(token).orElse(List.of())));
  }

  private boolean comes(String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }
}
