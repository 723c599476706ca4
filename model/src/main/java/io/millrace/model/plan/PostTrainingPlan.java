package io.millrace.model.plan;

import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where each call of a dataflow runs.
 *
 * @param placements by the name of the call, sorted
 */
public record PostTrainingPlan(NavigableMap<String, CallPlacement> placements) implements Plan {

  /** Copies the map. */
  public PostTrainingPlan {
    placements = Collections.unmodifiableNavigableMap(new TreeMap<>(placements));
  }

  /** Of a map in any order. */
  public static PostTrainingPlan of(Map<String, CallPlacement> placements) {
    return new PostTrainingPlan(new TreeMap<>(placements));
  }

  /** Where a call runs, if the plan says so. */
  public Optional<CallPlacement> placement(String call) {
    return Optional.ofNullable(placements.get(call));
  }

  /**
   * Where a call runs.
   *
   * @throws IllegalArgumentException if the plan does not say so
   */
  public CallPlacement placementOf(ModelFunctionCall call) {
    return placement(call.name())
        .orElseThrow(() -> new IllegalArgumentException("no placement of " + call.name()));
  }

  @Override
  public String label() {
    return placements.entrySet().stream()
        .map(it -> it.getKey() + ":" + it.getValue().label())
        .collect(Collectors.joining(" "));
  }
}
