package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The columns of a sweep's rows: the point, what varies, and what came of it. */
final class RowColumns {
  private final List<Column> all = new ArrayList<>();
  private final int inputs;

  RowColumns(Sweep sweep) {
    all.add(new Column("point", Column.Type.INTEGER));
    for (Axis axis : sweep.axes()) {
      for (int i = 0; i < axis.paths().size(); i++) {
        all.add(new Column(axis.paths().get(i).column(), type(axis, i)));
      }
    }
    this.inputs = all.size();
    for (Result result : Result.values()) {
      all.add(new Column(result.column(), result.type()));
    }
  }

  List<Column> all() {
    return List.copyOf(all);
  }

  /** How many say which point it is. */
  int inputs() {
    return inputs;
  }

  /** Where a result stands. */
  int of(Result result) {
    return inputs + result.ordinal();
  }

  /** Writes which point a row is of. */
  void point(RowTable rows, Point point) {
    rows.set(0, point.number());
    int column = 1;
    for (List<Setting> axis : point.settings()) {
      for (Setting setting : axis) {
        if (!setting.label().isNull()) {
          rows.set(column, value(setting.label(), all.get(column).type()));
        }
        column++;
      }
    }
  }

  private static Object value(JsonNode label, Column.Type type) {
    return switch (type) {
      case INTEGER -> label.longValue();
      case NUMBER -> label.doubleValue();
      case FLAG -> label.booleanValue();
      case TEXT -> label.isString() ? label.stringValue() : label.toString();
    };
  }

  /** The narrowest type that holds all labels of an axis. */
  private static Column.Type type(Axis axis, int path) {
    return switch (axis) {
      case RangeAxis range -> range.whole() ? Column.Type.INTEGER : Column.Type.NUMBER;
      case ListedAxis listed -> {
        List<JsonNode> labels =
            listed.points().stream()
                .map(it -> it.get(path).label())
                .filter(it -> !it.isNull())
                .toList();
        if (labels.stream().allMatch(JsonNode::canConvertToLong)
            && labels.stream().allMatch(JsonNode::isIntegralNumber)) {
          yield Column.Type.INTEGER;
        }
        if (labels.stream().allMatch(JsonNode::isNumber)) {
          yield Column.Type.NUMBER;
        }
        yield labels.stream().allMatch(JsonNode::isBoolean) ? Column.Type.FLAG : Column.Type.TEXT;
      }
    };
  }
}
