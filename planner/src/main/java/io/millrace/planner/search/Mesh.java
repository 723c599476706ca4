package io.millrace.planner.search;

import io.millrace.model.plan.ParallelStrategy;
import java.util.List;
import java.util.Optional;

/**
 * A part of the search: the plans of a setting with some degrees.
 *
 * @param order its place in the order of the spaces: few devices, then simple degrees first
 * @param setting under what
 * @param degrees which plans
 * @param bound what none of them gets below
 * @param candidates how many there are
 * @param first the best of a first look; none if nothing fitted
 */
record Mesh(
    int order,
    Setting setting,
    ParallelStrategy degrees,
    double bound,
    long candidates,
    Optional<Found> first) {

  /** What a first look gave, for an order; infinite if that was nothing. */
  double promise() {
    return first.map(Found::value).orElse(Double.POSITIVE_INFINITY);
  }

  /** The same with what no plan gets below. */
  Mesh withBound(double other) {
    return new Mesh(order, setting, degrees, other, candidates, first);
  }

  /** The same after a first look. */
  Mesh with(List<Found> found) {
    return new Mesh(order, setting, degrees, bound, candidates, found.stream().findFirst());
  }
}
