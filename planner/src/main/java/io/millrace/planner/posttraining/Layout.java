package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * Which calls share a mesh, and which of them a strategy, by numbers.
 *
 * @param name what a launcher calls it
 * @param groups each with the number of its pool; pools are numbered from zero
 * @param disjoint whether two pools may have no device in common
 */
record Layout(String name, List<Calls> groups, boolean disjoint) {

  /** Copies the list. */
  Layout {
    groups = List.copyOf(groups);
  }

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
    return new Layout("every call where it is best", groups, false);
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
    return new Layout(arrangement.name(), groups, arrangement.disjoint());
  }

  int pools() {
    return 1 + groups.stream().mapToInt(Calls::pool).max().orElse(-1);
  }
}
