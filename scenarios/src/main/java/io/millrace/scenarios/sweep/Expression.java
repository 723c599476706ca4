package io.millrace.scenarios.sweep;

import java.util.Objects;
import java.util.function.Function;

/** A term of a condition. Values are numbers, texts, truth values or {@link #ABSENT}. */
sealed interface Expression {
  /** What a path has that leads nowhere, and what is made of it. */
  Object ABSENT = new Object();

  /** Its value at a point. */
  Object value(Function<ScenarioPath, Object> point);

  /** A number or text. */
  record Constant(Object constant) implements Expression {
    @Override
    public Object value(Function<ScenarioPath, Object> point) {
      return constant;
    }
  }

  /** What a point has at a place. */
  record Place(ScenarioPath path) implements Expression {
    @Override
    public Object value(Function<ScenarioPath, Object> point) {
      return point.apply(path);
    }
  }

  /** The opposite. */
  record Not(Expression operand) implements Expression {
    @Override
    public Object value(Function<ScenarioPath, Object> point) {
      return operand.value(point) instanceof Boolean truth ? !truth : ABSENT;
    }
  }

  /** Two terms with an operator between them. */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Object value(Function<ScenarioPath, Object> point) {
      Object first = left.value(point);
      if (operator.equals("and") || operator.equals("or")) {
        boolean decides = operator.equals("or");
        return first.equals(decides) ? first : right.value(point);
      }
      Object second = right.value(point);
      if (first == ABSENT || second == ABSENT) {
        return ABSENT;
      }
      if (first instanceof Double a && second instanceof Double b) {
        return ofNumbers(a, b);
      }
      return switch (operator) {
        case "=" -> Objects.equals(first, second);
        case "!=" -> !Objects.equals(first, second);
        default -> ABSENT;
      };
    }

    private Object ofNumbers(double a, double b) {
      return switch (operator) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/" -> a / b;
        case "%" -> a % b;
        case "<" -> a < b;
        case "<=" -> a <= b;
        case ">" -> a > b;
        case ">=" -> a >= b;
        case "=" -> a == b;
        case "!=" -> a != b;
        default -> throw new IllegalStateException(operator);
      };
    }
  }
}
