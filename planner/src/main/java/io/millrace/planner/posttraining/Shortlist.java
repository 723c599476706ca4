package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The best assignments of a search, for another measure to choose from. Two count as one if all
 * engines and trainers have as many devices and the same strategies: inferences mostly have time to
 * spare, and a list of ways to run them would hide what there is to choose from.
 */
final class Shortlist {
  /** Plans behind the best by more than this are left out: no contention for links makes up. */
  static final double MARGIN = 0.03;

  private final PlacementSpace space;
  private final int most;
  private final List<Integer> telling;
  private final List<Entry> entries = new ArrayList<>();

  /** One of them. */
  record Entry(Assignment assignment, double seconds) {}

  /**
   * An empty list.
   *
   * @param most that it holds
   */
  Shortlist(PlacementSpace space, int most) {
    this.space = space;
    this.most = most;
    this.telling = space.allGroups().stream().filter(group -> isTelling(space, group)).toList();
  }

  private static boolean isTelling(PlacementSpace space, int group) {
    List<ModelFunctionCall> calls = space.scenario().workload().dataflow().calls();
    return space.groups().get(group).calls().stream()
        .anyMatch(call -> calls.get(call).kind() != CallKind.INFERENCE);
  }

  /** What an assignment has to be below to get on it, if it is not there yet. */
  double limit() {
    if (entries.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double behind = entries.getFirst().seconds() * (1 + MARGIN);
    return entries.size() < most ? behind : Math.min(behind, entries.getLast().seconds());
  }

  /** Takes an assignment if it is among the best. */
  void offer(Assignment assignment, double seconds) {
    if (seconds >= limit()) {
      return;
    }
    int alike = 0;
    while (alike < entries.size() && !isAlike(entries.get(alike).assignment(), assignment)) {
      alike++;
    }
    if (alike < entries.size()) {
      if (entries.get(alike).seconds() <= seconds) {
        return;
      }
      entries.remove(alike);
    }
    entries.add(new Entry(assignment.copy(), seconds));
    entries.sort(Comparator.comparingDouble(Entry::seconds));
    double limit = entries.getFirst().seconds() * (1 + MARGIN);
    while (entries.size() > most || entries.getLast().seconds() > limit) {
      entries.removeLast();
    }
  }

  private boolean isAlike(Assignment one, Assignment other) {
    for (int group : telling) {
      int pool = space.groups().get(group).pool();
      if (space.sizeOf(one.mesh(pool)) != space.sizeOf(other.mesh(pool))
          || one.option(group) != other.option(group)) {
        return false;
      }
    }
    return true;
  }

  /** The fastest first. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
