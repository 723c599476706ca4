package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The columns of a sweep's rows: the point, what varies, and what came of it. */
final class RowColumns {
  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z].*)");

  /** The name of the first column: the number of the point. */
  static final String POINT = "point";

  /** Names that no axis may take. */
  private static final Set<String> TAKEN =
      Arrays.stream(Result.values()).map(Result::column).collect(Collectors.toUnmodifiableSet());

  private final List<Column> all = new ArrayList<>();
  private final int inputs;
  private final int[] places = new int[Result.values().length];
  private final boolean seedVaries;
  private final long seed;

  RowColumns(Sweep sweep) {
    all.add(new Column(POINT, Column.Type.INTEGER));
    for (Axis axis : sweep.axes()) {
      for (int i = 0; i < axis.paths().size(); i++) {
        all.add(new Column(name(axis.paths().get(i)), type(axis, i)));
      }
    }
    this.inputs = all.size();
    this.seedVaries = sweep.paths().contains(Replications.SEED);
    this.seed = Replications.SEED.in(sweep.base()).map(it -> it.asLong(0)).orElse(0L);
    for (Result result : Result.of(Contexts.isOfStreams(sweep.base()))) {
      boolean isAxis = result == Result.SEED && seedVaries;
      places[result.ordinal()] = isAxis ? 1 + sweep.paths().indexOf(Replications.SEED) : all.size();
      if (!isAxis) {
        all.add(new Column(result.column(), result.type()));
      }
    }
  }

  /**
   * The name of the column of a path. Where a result has that name, as {@code plan} has, the axis
   * says that it is one; the seed is the same in both.
   */
  static String name(ScenarioPath path) {
    String name = path.column();
    return TAKEN.contains(name) && !path.equals(Replications.SEED) ? "axis_" + name : name;
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
    return places[result.ordinal()];
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
    if (!seedVaries) {
      rows.set(of(Result.SEED), seed);
    }
  }

  private static Object value(JsonNode label, Column.Type type) {
    return switch (type) {
      case INTEGER -> label.longValue();
      case NUMBER -> label.isString() ? amount(label) : label.doubleValue();
      case FLAG -> label.booleanValue();
      case TEXT -> label.isString() ? label.stringValue() : label.toString();
    };
  }

  /** The unit of a quantity such as {@code 2 USD/h}; empty for what is none. */
  private static String unit(JsonNode label) {
    Matcher matcher = QUANTITY.matcher(label.asString(""));
    return matcher.matches() && Amount.of(label.asString("")).isPresent() ? matcher.group(2) : "";
  }

  private static double amount(JsonNode label) {
    Matcher matcher = QUANTITY.matcher(label.stringValue());
    if (!matcher.matches()) {
      throw new IllegalStateException(label + " is no quantity");
    }
    return Double.parseDouble(matcher.group(1));
  }

  /** The narrowest type that holds all labels of an axis; quantities of one unit are numbers. */
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
        if (labels.stream().map(RowColumns::unit).distinct().count() == 1
            && !unit(labels.getFirst()).isEmpty()) {
          yield Column.Type.NUMBER;
        }
        yield labels.stream().allMatch(JsonNode::isBoolean) ? Column.Type.FLAG : Column.Type.TEXT;
      }
    };
  }
}
