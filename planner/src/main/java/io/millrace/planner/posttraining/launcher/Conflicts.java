package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What an arrangement wants alike or apart, and a plan does not have so: each thing once. */
final class Conflicts {
  private final Arrangement arrangement;
  private final PostTrainingPlan plan;
  private final List<String> found = new ArrayList<>();
  private int moves;

  Conflicts(Arrangement arrangement, PostTrainingPlan plan) {
    this.arrangement = arrangement;
    this.plan = plan;
  }

  /** How many placements would have to change at least, counting each reason on its own. */
  int moves() {
    all();
    return moves;
  }

  List<String> all() {
    moves = 0;
    found.clear();
    List<Pool> pools = arrangement.pools();
    for (int i = 0; i < pools.size(); i++) {
      alike(pools.get(i).calls(), "run on the same devices", (_, it) -> it.mesh().label());
      for (int j = i + 1; arrangement.disjoint() && j < pools.size(); j++) {
        apart(pools.get(i), pools.get(j));
      }
    }
    Map<String, List<ModelFunctionCall>> bySlicing = new LinkedHashMap<>();
    for (Group group : arrangement.groups()) {
      alike(group.calls(), "have one strategy", Conflicts::words);
      bySlicing
          .computeIfAbsent(group.slicing(), _ -> new ArrayList<>())
          .add(group.calls().getFirst());
    }
    bySlicing
        .values()
        .forEach(
            calls ->
                alike(calls, "differ in data parallelism alone", (_, it) -> sliced(it).label()));
    return List.copyOf(found);
  }

  /** Calls that a plan places have the same words. */
  private void alike(
      List<ModelFunctionCall> calls,
      String rule,
      BiFunction<ModelFunctionCall, CallPlacement, String> words) {
    Map<String, List<String>> byWords = new LinkedHashMap<>();
    for (ModelFunctionCall call : calls) {
      plan.placement(call.name())
          .ifPresent(
              it ->
                  byWords
                      .computeIfAbsent(words.apply(call, it), _ -> new ArrayList<>())
                      .add(call.name()));
    }
    if (byWords.size() > 1) {
      moves += byWords.values().stream().mapToInt(List::size).sum();
      moves -= byWords.values().stream().mapToInt(List::size).max().orElse(0);
      List<String> names = byWords.values().stream().flatMap(List::stream).toList();
      add("%s %s, here %s".formatted(and(names), rule, and(List.copyOf(byWords.keySet()))));
    }
  }

  /** Pools have no device in common. */
  private void apart(Pool one, Pool other) {
    Optional<DeviceMesh> mesh = mesh(one);
    Optional<DeviceMesh> itsMesh = mesh(other);
    if (mesh.isPresent() && itsMesh.isPresent() && mesh.get().overlaps(itsMesh.get())) {
      moves += Math.min(one.calls().size(), other.calls().size());
      add(
          "%s have no device in common with %s, here %s and %s"
              .formatted(
                  and(names(one)), and(names(other)), mesh.get().label(), itsMesh.get().label()));
    }
  }

  private static List<String> names(Pool pool) {
    return pool.calls().stream().map(ModelFunctionCall::name).toList();
  }

  private Optional<DeviceMesh> mesh(Pool pool) {
    return pool.calls().stream()
        .flatMap(it -> plan.placement(it.name()).stream())
        .map(CallPlacement::mesh)
        .findFirst();
  }

  /** What calls of a group have in common; engines share no sequence, whatever is said. */
  private static String words(ModelFunctionCall call, CallPlacement placement) {
    boolean sequence =
        placement.sequenceParallel()
            && placement.strategy().tensor() > 1
            && call.kind() != CallKind.GENERATION;
    return placement.strategy().label()
        + (sequence ? " with sequence" : "")
        + (placement.virtualStages() > 1
            ? " with %d virtual stages".formatted(placement.virtualStages())
            : "");
  }

  /** The degrees but for data parallelism. */
  private static ParallelStrategy sliced(CallPlacement placement) {
    ParallelStrategy degrees = placement.strategy();
    return new ParallelStrategy(
        1, degrees.tensor(), degrees.pipeline(), degrees.context(), degrees.expert());
  }

  private void add(String conflict) {
    found.add("arrangement %s: %s".formatted(arrangement.name(), conflict));
  }

  /** A list for a sentence. */
  static String and(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
