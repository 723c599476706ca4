package io.millrace.scenarios.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a row of the database: values of the kinds that {@link AnswerColumn.Kind} names.
 */
final class SqlResult {
  private SqlResult() {}

  /** Asks, and hands over what is answered. */
  static void send(Connection database, String sql, RowSink sink) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<AnswerColumn> columns = columns(result.getMetaData());
      sink.columns(columns);
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
          row.add(of(result.getObject(i + 1), columns.get(i).kind()));
        }
        sink.row(row);
      }
    }
  }

  /** Where names are the same, all but the first are numbered. */
  private static List<AnswerColumn> columns(ResultSetMetaData data) throws SQLException {
    List<AnswerColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      String name = data.getColumnName(i);
      String unique = name;
      for (int again = 1; !names.add(unique); again++) {
        unique = name + "_" + again;
      }
      columns.add(new AnswerColumn(unique, AnswerColumn.Kind.of(data.getColumnTypeName(i))));
    }
    return List.copyOf(columns);
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
