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
  private final List<String> reasons = new ArrayList<>();
  private int moves;

  private Conflicts(Arrangement arrangement, PostTrainingPlan plan) {
    this.arrangement = arrangement;
    this.plan = plan;
  }

  /** Those of a plan; calls that it does not place are left out. */
  static Conflicts of(Arrangement arrangement, PostTrainingPlan plan) {
    Conflicts conflicts = new Conflicts(arrangement, plan);
    conflicts.find();
    return conflicts;
  }

  /** A sentence for each; empty where the plan is of the arrangement. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }

  /** How many placements would have to change at least, counting each reason on its own. */
  int moves() {
    return moves;
  }

  private void find() {
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
  }

  /**
   * Adds a reason where placed calls that have to be alike are not.
   *
   * @param rule what they have to be, as the end of a sentence
   * @param words of a placement, equal for those that are alike
   */
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
      add("%s must %s; here %s".formatted(and(names), rule, and(List.copyOf(byWords.keySet()))));
    }
  }

  /** Adds a reason where two pools have a device in common. */
  private void apart(Pool one, Pool other) {
    Optional<DeviceMesh> mesh = mesh(one);
    Optional<DeviceMesh> itsMesh = mesh(other);
    if (mesh.isPresent() && itsMesh.isPresent() && mesh.get().overlaps(itsMesh.get())) {
      moves += Math.min(one.calls().size(), other.calls().size());
      String here =
          mesh.equals(itsMesh)
              ? "both are on " + mesh.get().label()
              : "they are on %s and %s".formatted(mesh.get().label(), itsMesh.get().label());
      add(
          "%s must have no device in common with %s; here %s"
              .formatted(and(names(one)), and(names(other)), here));
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
    reasons.add("arrangement %s: %s".formatted(arrangement.name(), conflict));
  }

  /** A list for a sentence. */
  static String and(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
