package io.millrace.ui.sweeps;

import com.vaadin.flow.router.QueryParameters;
import io.millrace.scenarios.query.RowFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a sweep is looked at, as the address of the page says it.
 *
 * @param filters by column
 * @param x what lies across, if it was chosen
 * @param y what lies upward
 * @param figure what maps and fronts tell
 * @param point the row that is opened
 */
record SweepState(
    Map<String, RowFilter> filters,
    Optional<String> x,
    Optional<String> y,
    Optional<String> figure,
    OptionalLong point) {
  private static final String FILTER = "where.";
  private static final String TO = "..";

  SweepState {
    filters = new LinkedHashMap<>(filters);
  }

  static SweepState of(QueryParameters parameters) {
    Map<String, RowFilter> filters = new LinkedHashMap<>();
    parameters
        .getParameters()
        .forEach(
            (name, values) -> {
              if (name.startsWith(FILTER)) {
                String column = name.substring(FILTER.length());
                filter(column, values).ifPresent(it -> filters.put(column, it));
              }
            });
    OptionalLong point =
        parameters
            .getSingleParameter("point")
            .filter(it -> it.matches("\\d{1,18}"))
            .map(it -> OptionalLong.of(Long.parseLong(it)))
            .orElse(OptionalLong.empty());
    return new SweepState(
        filters,
        parameters.getSingleParameter("x"),
        parameters.getSingleParameter("y"),
        parameters.getSingleParameter("of"),
        point);
  }

  /** Texts begin with {@code =}, ranges have two dots. */
  private static Optional<RowFilter> filter(String column, List<String> values) {
    if (values.stream().allMatch(it -> it.startsWith("="))) {
      return Optional.of(
          new RowFilter.OneOf(column, values.stream().map(it -> it.substring(1)).toList()));
    }
    String[] ends = values.getFirst().split("\\.\\.", -1);
    try {
      return ends.length == 2
          ? Optional.of(
              new RowFilter.Range(
                  column,
                  ends[0].isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(ends[0]),
                  ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address without the question mark. */
  String query() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    filters.forEach((column, filter) -> parameters.put(FILTER + column, texts(filter)));
    x.ifPresent(it -> parameters.put("x", List.of(it)));
    y.ifPresent(it -> parameters.put("y", List.of(it)));
    figure.ifPresent(it -> parameters.put("of", List.of(it)));
    point.ifPresent(it -> parameters.put("point", List.of(String.valueOf(it))));
    return new QueryParameters(parameters).getQueryString();
  }

  private static List<String> texts(RowFilter filter) {
    return switch (filter) {
      case RowFilter.Range range -> List.of(end(range.low()) + TO + end(range.high()));
      case RowFilter.OneOf choice -> choice.values().stream().map(it -> "=" + it).toList();
    };
  }

  private static String end(double number) {
    return Double.isInfinite(number) ? "" : String.valueOf(number);
  }

  SweepState with(RowFilter filter) {
    Map<String, RowFilter> more = new LinkedHashMap<>(filters);
    more.put(filter.column(), filter);
    return new SweepState(more, x, y, figure, point);
  }

  SweepState without(String column) {
    Map<String, RowFilter> fewer = new LinkedHashMap<>(filters);
    fewer.remove(column);
    return new SweepState(fewer, x, y, figure, point);
  }

  SweepState at(OptionalLong row) {
    return new SweepState(filters, x, y, figure, row);
  }

  SweepState over(String across, String upward, String of) {
    return new SweepState(
        filters, Optional.of(across), Optional.of(upward), Optional.of(of), point);
  }

  List<RowFilter> list() {
    return new ArrayList<>(filters.values());
  }
}
