package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads an axis:
 *
 * <ul>
 *   <li>{@code path} with {@code values}: scalars, or objects that have a {@code label} and a
 *       {@code value}
 *   <li>{@code path} with {@code from} and {@code to} and one of {@code step}, {@code factor} and
 *       {@code count}; with none of them a continuous range, for samples; {@code unit} where the
 *       numbers are quantities, {@code scale: log} where factors count
 *   <li>{@code path} with {@code catalogue}: {@code devices}, {@code nodes} or {@code models}, of
 *       which it takes all that meet {@code where} ({@link CatalogueQuery})
 *   <li>{@code zip}: axes of equal length that advance together
 * </ul>
 */
final class AxisReader {
  /** Points of one axis, which are all held. */
  static final int MOST = 1_000_000;

  /** Share of a step by which the last point of a range may be beyond its end. */
  private static final double ROUNDING = 1e-9;

  private enum Scale {
    LINEAR,
    LOG;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads it. */
  Optional<Axis> read(Fields fields) {
    return fields.has("zip") ? zip(fields) : simple(fields);
  }

  private Optional<Axis> zip(Fields fields) {
    List<Axis> parts =
        fields.objects("zip").stream().map(this::simple).flatMap(Optional::stream).toList();
    if (parts.isEmpty()) {
      fields.issue("zip", "joins nothing", "give a list of axes");
      return fields.build(() -> new ListedAxis(List.of(), List.of()));
    }
    int size = parts.getFirst().size();
    for (Axis part : parts) {
      if (part.size() != size || size == 0) {
        fields.issue(
            "zip",
            "%s has %d points, %s has %d"
                .formatted(
                    parts.getFirst().paths().getFirst(),
                    size,
                    part.paths().getFirst(),
                    part.size()),
            "axes that advance together are equally long");
        break;
      }
    }
    return fields.build(
        () -> {
          List<ScenarioPath> paths = parts.stream().flatMap(it -> it.paths().stream()).toList();
          List<List<Setting>> points = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            int point = i;
            points.add(parts.stream().flatMap(it -> it.at(point).stream()).toList());
          }
          return new ListedAxis(paths, points);
        });
  }

  private Optional<Axis> simple(Fields fields) {
    Optional<ScenarioPath> path = path(fields);
    if (fields.has("values")) {
      List<JsonNode> values = fields.values("values");
      if (values.isEmpty()) {
        fields.issue("values", "has no values", "");
      }
      return fields.build(
          () ->
              new ListedAxis(
                  List.of(path.orElseThrow()),
                  values.stream().map(it -> List.of(setting(path.orElseThrow(), it))).toList()));
    }
    return fields.has("catalogue") ? catalogue(fields, path) : range(fields, path);
  }

  /** The entries of a catalogue that meet a condition. */
  private static Optional<Axis> catalogue(Fields fields, Optional<ScenarioPath> path) {
    Optional<CatalogueQuery> catalogue =
        fields.optionalChoice("catalogue", List.of(CatalogueQuery.values()), CatalogueQuery::key);
    String where = fields.text("where", "true");
    List<String> ids = List.of();
    try {
      ExpressionParser.Parsed condition = ExpressionParser.parse(where);
      ids = catalogue.map(it -> it.find(condition.expression())).orElse(ids);
      List<String> attributes = catalogue.map(CatalogueQuery::attributes).orElse(List.of());
      for (ScenarioPath attribute : condition.paths()) {
        if (catalogue.isPresent() && !attributes.contains(attribute.toString())) {
          fields.issue(
              "where",
              "entries have no '" + attribute + "'",
              "they have " + String.join(", ", attributes));
        }
      }
      if (catalogue.isPresent() && ids.isEmpty()) {
        fields.issue("where", "no entry meets it", "");
      }
    } catch (IllegalArgumentException e) {
      fields.issue("where", String.valueOf(e.getMessage()), "such as 'memory >= 80 GiB'");
    }
    List<String> found = ids;
    return fields.build(
        () ->
            new ListedAxis(
                List.of(path.orElseThrow()),
                found.stream()
                    .map(JsonNodeFactory.instance::stringNode)
                    .map(it -> List.of(setting(path.orElseThrow(), it)))
                    .toList()));
  }

  private static Optional<ScenarioPath> path(Fields fields) {
    String text = fields.text("path");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(ScenarioPath.parse(text));
    } catch (IllegalArgumentException e) {
      fields.issue("path", String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  /** A scalar stands for itself, an object for its value. */
  private static Setting setting(ScenarioPath path, JsonNode value) {
    return value.isObject() && value.has("value") && value.has("label")
        ? Setting.of(path, value.get("value"), value.get("label"))
        : Setting.of(path, value, value);
  }

  private static Optional<Axis> range(Fields fields, Optional<ScenarioPath> path) {
    if (!fields.has("from") && !fields.has("to")) {
      fields.issue("has neither values nor a range", "give 'values', or 'from' and 'to'");
    }
    double most = Double.MAX_VALUE;
    double from = fields.number("from", -most, most);
    double to = fields.number("to", -most, most);
    OptionalDouble step = fields.optionalNumber("step", Double.MIN_NORMAL, most);
    OptionalDouble factor = fields.optionalNumber("factor", Math.nextUp(1), most);
    OptionalInt count = fields.optionalInteger("count", 2);
    String unit = fields.text("unit", "");
    boolean log =
        fields.optionalChoice("scale", List.of(Scale.values()), Scale::key).orElse(Scale.LINEAR)
            == Scale.LOG;
    if (from > to) {
      fields.issue("to", "is less than 'from'", "");
    }
    if ((log || factor.isPresent()) && from <= 0) {
      fields.issue("from", "must be positive where factors count", "");
    }
    boolean whole = isWhole(from) && isWhole(to);
    return fields.build(
        () -> {
          if (step.isEmpty() && factor.isEmpty() && count.isEmpty()) {
            return new RangeAxis(path.orElseThrow(), from, to, log, whole, unit);
          }
          List<Double> numbers = numbers(from, to, step, factor, count, log);
          boolean integers = whole && numbers.stream().allMatch(AxisReader::isWhole);
          return new ListedAxis(
              List.of(path.orElseThrow()),
              numbers.stream()
                  .map(it -> number(it, integers))
                  .map(
                      it ->
                          List.of(Setting.of(path.orElseThrow(), RangeAxis.withUnit(it, unit), it)))
                  .toList());
        });
  }

  private static List<Double> numbers(
      double from,
      double to,
      OptionalDouble step,
      OptionalDouble factor,
      OptionalInt count,
      boolean log) {
    List<Double> numbers = new ArrayList<>();
    if (count.isPresent()) {
      for (int i = 0; i < count.getAsInt(); i++) {
        double share = (double) i / (count.getAsInt() - 1);
        numbers.add(log ? from * Math.pow(to / from, share) : from + share * (to - from));
      }
      return numbers;
    }
    for (int i = 0; numbers.size() <= MOST; i++) {
      double next =
          step.isPresent()
              ? from + i * step.getAsDouble()
              : from * Math.pow(factor.orElseThrow(), i);
      double slack = ROUNDING * (step.isPresent() ? step.getAsDouble() : next);
      if (next > to + slack) {
        return numbers;
      }
      numbers.add(next);
    }
    throw new IllegalArgumentException("has more than " + MOST + " points");
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53;
  }

  private static JsonNode number(double number, boolean whole) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (!whole) {
      return nodes.numberNode(number);
    }
    return (int) number == number
        ? nodes.numberNode((int) number)
        : nodes.numberNode((long) number);
  }
}
