package io.millrace.ui.plan;

import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How plans are looked at, as it stands in an address: {@code
 * ?plan=3&x=cost&y=iteration&limit=cost:0.35}. What does not make sense there is left out.
 *
 * @param plan the place of the selected one in the answer
 * @param x what lies across
 * @param y what lies upward
 * @param limits that plans should keep, in the units of their metrics
 */
record ExplorerState(int plan, PlanMetric x, PlanMetric y, Map<PlanMetric, Double> limits) {
  private static final String PLAN = "plan";
  private static final String X = "x";
  private static final String Y = "y";
  private static final String LIMIT = "limit";
  private static final String INFIX = ":";

  static final ExplorerState START =
      new ExplorerState(0, PlanMetric.HEADROOM, PlanMetric.ITERATION, Map.of());

  ExplorerState {
    limits = Map.copyOf(limits);
  }

  static ExplorerState of(QueryParameters query) {
    Map<PlanMetric, Double> limits = new LinkedHashMap<>();
    for (String limit : query.getParameters(LIMIT)) {
      int infix = limit.indexOf(INFIX);
      if (infix > 0) {
        PlanMetric.of(limit.substring(0, infix))
            .ifPresent(
                metric ->
                    number(limit.substring(infix + 1)).ifPresent(it -> limits.put(metric, it)));
      }
    }
    return new ExplorerState(
        query
            .getSingleParameter(PLAN)
            .flatMap(ExplorerState::number)
            .map(Double::intValue)
            .orElse(START.plan()),
        query.getSingleParameter(X).flatMap(PlanMetric::of).orElse(START.x()),
        query.getSingleParameter(Y).flatMap(PlanMetric::of).orElse(START.y()),
        limits);
  }

  /** The part of the address behind the question mark; what is usual is left out. */
  String query() {
    List<String> parts = new ArrayList<>();
    if (plan != START.plan) {
      parts.add(PLAN + "=" + plan);
    }
    if (x != START.x) {
      parts.add(X + "=" + x.key());
    }
    if (y != START.y) {
      parts.add(Y + "=" + y.key());
    }
    for (PlanMetric metric : PlanMetric.values()) {
      if (limits.containsKey(metric)) {
        parts.add(LIMIT + "=" + metric.key() + INFIX + limits.get(metric));
      }
    }
    return String.join("&", parts);
  }

  ExplorerState withPlan(int other) {
    return new ExplorerState(other, x, y, limits);
  }

  ExplorerState withX(PlanMetric other) {
    return new ExplorerState(plan, other, y, limits);
  }

  ExplorerState withY(PlanMetric other) {
    return new ExplorerState(plan, x, other, limits);
  }

  /** The same with another limit of a metric, or none. */
  ExplorerState withLimit(PlanMetric metric, Optional<Double> limit) {
    Map<PlanMetric, Double> other = new LinkedHashMap<>(limits);
    limit.ifPresentOrElse(it -> other.put(metric, it), () -> other.remove(metric));
    return new ExplorerState(plan, x, y, other);
  }

  /** Which limits a plan does not keep, in words; empty if it keeps all. */
  List<String> broken(PlanRow row) {
    List<String> broken = new ArrayList<>();
    for (PlanMetric metric : PlanMetric.values()) {
      Double limit = limits.get(metric);
      if (limit != null && !(metric.of(row).stream().allMatch(it -> metric.within(it, limit)))) {
        broken.add(
            "%s %s %s"
                .formatted(
                    metric.title(), metric.moreIsBetter() ? "below" : "above", metric.text(limit)));
      }
    }
    return broken;
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
