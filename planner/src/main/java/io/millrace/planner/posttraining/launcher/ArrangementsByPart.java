package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.Dataflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Puts arrangements of a dataflow together from parts, leaving out those without calls. */
final class ArrangementsByPart {
  private final Dataflow dataflow;
  private final String source;
  private final List<Arrangement> found = new ArrayList<>();

  ArrangementsByPart(Dataflow dataflow, String source) {
    this.dataflow = dataflow;
    this.source = source;
  }

  /** Whether the dataflow has calls for a part. */
  boolean has(Part part) {
    return !part.calls(dataflow).isEmpty();
  }

  /** A group of the calls of some parts; none where there are none. */
  List<Group> group(String name, Part... parts) {
    return group(name, name, parts);
  }

  /** A group that differs in data parallelism alone from others of the same slicing. */
  List<Group> group(String name, String slicing, Part... parts) {
    var calls =
        dataflow.placed().stream()
            .filter(call -> Arrays.stream(parts).anyMatch(part -> part.runs(call)))
            .toList();
    return calls.isEmpty() ? List.of() : List.of(new Group(name, slicing, calls));
  }

  /** A pool of some groups; none where there are none. */
  @SafeVarargs
  static List<Pool> pool(String name, List<Group>... groups) {
    List<Group> all = Arrays.stream(groups).flatMap(List::stream).toList();
    return all.isEmpty() ? List.of() : List.of(new Pool(name, all));
  }

  /** Adds an arrangement of disjoint pools, once. */
  @SafeVarargs
  final ArrangementsByPart add(String name, Set<Lead> leads, List<Pool>... pools) {
    List<Pool> all = Arrays.stream(pools).flatMap(List::stream).toList();
    Arrangement arrangement = new Arrangement(name, source, leads, all, true);
    if (found.stream().noneMatch(it -> it.equals(arrangement))) {
      found.add(arrangement);
    }
    return this;
  }

  /** All of them; none where some call of the dataflow is in none of their pools. */
  List<Arrangement> all() {
    long placed = dataflow.placed().size();
    return found.stream()
        .filter(it -> it.pools().stream().mapToLong(pool -> pool.calls().size()).sum() == placed)
        .toList();
  }
}
