package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why no plan fits: in the words of the question that comes nearest to one that does. */
final class TooLarge {
  private final List<LayoutSearch> searches;

  TooLarge(List<LayoutSearch> searches) {
    this.searches = List.copyOf(searches);
  }

  /**
   * Calls that fit nowhere, or all of them where only together they do not fit, if that is known.
   */
  List<String> reasons() {
    Map<Object, List<LayoutSearch>> byQuestion = new LinkedHashMap<>();
    for (LayoutSearch search : searches) {
      byQuestion.computeIfAbsent(search.space().scenario(), _ -> new ArrayList<>()).add(search);
    }
    List<String> reasons =
        byQuestion.values().stream()
            .map(TooLarge::nowhere)
            .min(Comparator.comparingInt(List::size))
            .orElse(List.of());
    if (!reasons.isEmpty()) {
      return reasons;
    }
    return List.of(
        searches.stream().anyMatch(it -> it.bound() < Double.POSITIVE_INFINITY)
            ? "the search ended before it found a plan that fits; there may be one"
            : "every call fits alone, but not with the models that are trained on the same"
                + " devices");
  }

  private static List<String> nowhere(List<LayoutSearch> ofQuestion) {
    List<String> reasons = new ArrayList<>();
    for (LayoutSearch search : ofQuestion) {
      PlacementSpace space = search.space();
      List<ModelFunctionCall> calls = space.scenario().workload().dataflow().calls();
      for (int group = 0; group < space.groups().size(); group++) {
        if (!space.hasOptions(group)) {
          for (int call : space.groups().get(group).calls()) {
            reasons.add(
                "%s does not fit on up to %d devices in any way to spread it"
                    .formatted(calls.get(call).name(), space.scenario().cluster().devices()));
          }
        }
      }
    }
    return reasons.stream().distinct().toList();
  }
}
