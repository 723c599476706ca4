package io.millrace.scenarios.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a row of the database: values of the kinds that {@link AnswerColumn.Kind} names.
 */
final class SqlValue {
  private SqlValue() {}

  /** The row at which a result stands. */
  static List<@Nullable Object> row(ResultSet result, List<AnswerColumn> columns)
      throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      row.add(of(result.getObject(i + 1), columns.get(i).kind()));
    }
    return row;
  }

  private static @Nullable Object of(@Nullable Object value, AnswerColumn.Kind kind) {
    if (value == null) {
      return null;
    }
    return switch (kind) {
      case INTEGER -> value instanceof BigInteger large ? narrowed(large) : longOf(value);
      case NUMBER ->
          value instanceof BigDecimal exact ? exact : (Object) ((Number) value).doubleValue();
      case FLAG -> value;
      case TEXT -> value.toString();
    };
  }

  private static Object longOf(Object value) {
    return ((Number) value).longValue();
  }

  private static Object narrowed(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }
}
