package io.millrace.scenarios.query;

import java.util.Locale;
import java.util.Set;

/**
 * A column of an answer.
 *
 * @param name unlike all others of the answer
 * @param kind what it holds
 */
public record AnswerColumn(String name, Kind kind) {

  /** What a column holds; any value may be absent, which is {@code null}. */
  public enum Kind {
    /** A {@link String}; also dates, lists and what else SQL can make. */
    TEXT,
    /** A {@link Long} or a {@link java.math.BigInteger}. */
    INTEGER,
    /** A {@link Double} or a {@link java.math.BigDecimal}. */
    NUMBER,
    /** A {@link Boolean}. */
    FLAG;

    private static final Set<String> INTEGERS =
        Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    /** The kind of a type of DuckDB. */
    static Kind of(String type) {
      if (INTEGERS.contains(type)) {
        return INTEGER;
      }
      if (type.equals("DOUBLE") || type.equals("FLOAT") || type.matches("DECIMAL\\(\\d+,\\d+\\)")) {
        return NUMBER;
      }
      return type.equals("BOOLEAN") ? FLAG : TEXT;
    }

    /** Its name in answers: {@code number}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values have an order that means something. */
    public boolean isNumeric() {
      return this == INTEGER || this == NUMBER;
    }
  }

  /** A column of words. */
  static AnswerColumn text(String name) {
    return new AnswerColumn(name, Kind.TEXT);
  }

  /** A column of counts. */
  static AnswerColumn integer(String name) {
    return new AnswerColumn(name, Kind.INTEGER);
  }

  /** A column of measures. */
  static AnswerColumn number(String name) {
    return new AnswerColumn(name, Kind.NUMBER);
  }
}
