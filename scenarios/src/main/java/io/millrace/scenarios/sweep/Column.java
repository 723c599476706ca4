package io.millrace.scenarios.sweep;

/**
 * A column of the rows.
 *
 * @param name in lower case with underscores
 * @param type of its values; any may be absent
 */
record Column(String name, Type type) {

  /** What a column holds. */
  enum Type {
    /** A text. */
    TEXT("VARCHAR"),
    /** A whole number. */
    INTEGER("BIGINT"),
    /** A number. */
    NUMBER("DOUBLE"),
    /** A truth value. */
    FLAG("BOOLEAN");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** The type in SQL. */
    String sql() {
      return sql;
    }
  }
}
