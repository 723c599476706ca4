package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which calls share a mesh, and which of them a strategy, by numbers.
 *
 * @param name what a launcher calls it
 * @param groups each with the number of its pool; pools are numbered from zero
 * @param disjoint whether two pools may have no device in common
 * @param apart pools that may have none where others may
 */
record Layout(String name, List<Calls> groups, boolean disjoint, Set<Apart> apart) {

  /** Copies the collections. */
  Layout {
    groups = List.copyOf(groups);
    apart = Set.copyOf(apart);
  }

  /** Two pools that may have no device in common. */
  record Apart(int generation, int training) {}

  /**
   * Calls with one strategy.
   *
   * @param pool whose mesh they run on
   * @param slicing groups of the same have the same degrees but for data parallelism
   * @param calls by their numbers in the dataflow
   */
  record Calls(int pool, int slicing, List<Integer> calls) {

    /** Copies the list. */
    Calls {
      calls = List.copyOf(calls);
    }
  }

  /** Every call has a mesh and a strategy of its own. */
  static Layout free(Dataflow dataflow) {
    List<Calls> groups = new ArrayList<>();
    for (ModelFunctionCall call : dataflow.placed()) {
      int number = groups.size();
      groups.add(new Calls(number, number, List.of(dataflow.calls().indexOf(call))));
    }
    return new Layout("every call where it is best", groups, false, Set.of());
  }

  /** As a launcher arranges them. */
  static Layout of(Arrangement arrangement, Dataflow dataflow) {
    List<String> slicings = arrangement.groups().stream().map(Group::slicing).distinct().toList();
    List<Calls> groups = new ArrayList<>();
    for (int pool = 0; pool < arrangement.pools().size(); pool++) {
      Pool its = arrangement.pools().get(pool);
      for (Group group : its.groups()) {
        List<Integer> calls = group.calls().stream().map(dataflow.calls()::indexOf).toList();
        groups.add(new Calls(pool, slicings.indexOf(group.slicing()), calls));
      }
    }
    return new Layout(arrangement.name(), groups, arrangement.disjoint(), Set.of());
  }

  /** The same with no device that both generates and trains; empty where a pool does both. */
  Optional<Layout> withGenerationApart(Dataflow dataflow) {
    Set<Integer> generation = poolsOf(dataflow, CallKind.GENERATION);
    Set<Integer> training = poolsOf(dataflow, CallKind.TRAINING);
    if (!Collections.disjoint(generation, training)) {
      return Optional.empty();
    }
    Set<Apart> both = new HashSet<>();
    generation.forEach(one -> training.forEach(other -> both.add(new Apart(one, other))));
    return Optional.of(new Layout(name, groups, disjoint, both));
  }

  private Set<Integer> poolsOf(Dataflow dataflow, CallKind kind) {
    return groups.stream()
        .filter(it -> it.calls().stream().anyMatch(c -> dataflow.calls().get(c).kind() == kind))
        .map(Calls::pool)
        .collect(Collectors.toSet());
  }

  /** Whether two pools may have no device in common. */
  boolean areApart(int pool, int other) {
    return disjoint
        || apart.contains(new Apart(pool, other))
        || apart.contains(new Apart(other, pool));
  }

  int pools() {
    return 1 + groups.stream().mapToInt(Calls::pool).max().orElse(-1);
  }
}
