package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.workload.Asynchrony;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way in which a launcher spreads the calls of a dataflow: which of them share devices, and
 * which of these share a strategy.
 *
 * @param name what the launcher calls it, such as {@code separate_async}
 * @param source where that is written; {@code recalled} where nobody looked it up
 * @param leads how generation may be ahead in it
 * @param pools every placed call of the dataflow is in exactly one
 * @param disjoint whether two pools may have no device in common
 */
public record Arrangement(
    String name, String source, Set<Lead> leads, List<Pool> pools, boolean disjoint) {

  /** Copies the collections and checks that no call is in two groups. */
  public Arrangement {
    leads = Collections.unmodifiableSet(EnumSet.copyOf(leads));
    pools = List.copyOf(pools);
    List<ModelFunctionCall> calls = pools.stream().flatMap(it -> it.calls().stream()).toList();
    if (calls.stream().distinct().count() < calls.size()) {
      throw new IllegalArgumentException("a call of " + name + " is in two groups");
    }
  }

  /** Whether generation may be that far ahead. */
  public boolean runs(Asynchrony asynchrony) {
    return leads.contains(Lead.of(asynchrony));
  }

  /** The pool of a call, if the arrangement has the call. */
  public Optional<Pool> pool(ModelFunctionCall call) {
    return pools.stream().filter(it -> it.calls().contains(call)).findFirst();
  }

  /** The group of a call, if the arrangement has the call. */
  public Optional<Group> group(ModelFunctionCall call) {
    return groups().stream().filter(it -> it.calls().contains(call)).findFirst();
  }

  /** The groups of all pools. */
  public List<Group> groups() {
    return pools.stream().flatMap(it -> it.groups().stream()).toList();
  }

  /** The pool of a name, if there is one. */
  public Optional<Pool> pool(String of) {
    return pools.stream().filter(it -> it.name().equals(of)).findFirst();
  }

  /** The group of a name, if there is one. */
  public Optional<Group> group(String of) {
    return groups().stream().filter(it -> it.name().equals(of)).findFirst();
  }

  /** Why two calls cannot be placed like that together; empty if they can. */
  public Optional<String> conflict(
      ModelFunctionCall one,
      CallPlacement placement,
      ModelFunctionCall other,
      CallPlacement otherPlacement) {
    Optional<Group> group = group(one);
    Optional<Group> otherGroup = group(other);
    if (group.isEmpty() || otherGroup.isEmpty() || one.equals(other)) {
      return Optional.empty();
    }
    boolean onePool = pool(one).equals(pool(other));
    if (onePool && !placement.mesh().equals(otherPlacement.mesh())) {
      return conflict(
          one,
          other,
          "run on the same devices, here %s and %s",
          placement.mesh().label(),
          otherPlacement.mesh().label());
    }
    if (!onePool && disjoint && placement.mesh().overlaps(otherPlacement.mesh())) {
      return conflict(
          one,
          other,
          "have no device in common, here %s and %s",
          placement.mesh().label(),
          otherPlacement.mesh().label());
    }
    if (group.equals(otherGroup) && !words(one, placement).equals(words(other, otherPlacement))) {
      return conflict(
          one,
          other,
          "have one strategy, here %s and %s",
          words(one, placement),
          words(other, otherPlacement));
    }
    if (group.get().slicing().equals(otherGroup.get().slicing())
        && !sliced(placement.strategy()).equals(sliced(otherPlacement.strategy()))) {
      return conflict(
          one,
          other,
          "differ in data parallelism alone, here %s and %s",
          placement.strategy().label(),
          otherPlacement.strategy().label());
    }
    return Optional.empty();
  }

  private Optional<String> conflict(
      ModelFunctionCall one, ModelFunctionCall other, String rule, String here, String there) {
    return Optional.of(
        "arrangement %s: %s and %s %s"
            .formatted(name, one.name(), other.name(), rule.formatted(here, there)));
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
  private static ParallelStrategy sliced(ParallelStrategy degrees) {
    return new ParallelStrategy(
        1, degrees.tensor(), degrees.pipeline(), degrees.context(), degrees.expert());
  }

  /**
   * Every reason why a plan is not of this arrangement. Calls that the plan does not place are left
   * out, so that a plan in the making can be asked about.
   */
  public List<String> conflicts(PostTrainingPlan plan) {
    SequencedMap<ModelFunctionCall, CallPlacement> placed = new LinkedHashMap<>();
    pools.stream()
        .flatMap(it -> it.calls().stream())
        .forEach(call -> plan.placement(call.name()).ifPresent(it -> placed.put(call, it)));
    List<Map.Entry<ModelFunctionCall, CallPlacement>> entries =
        new ArrayList<>(placed.sequencedEntrySet());
    List<String> found = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      for (int j = i + 1; j < entries.size(); j++) {
        conflict(
                entries.get(i).getKey(),
                entries.get(i).getValue(),
                entries.get(j).getKey(),
                entries.get(j).getValue())
            .ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  /** Pools and groups in short: {@code separate_async: rollout{rollout} trainer{actor, ref}}. */
  public String label() {
    return name + ": " + pools.stream().map(Pool::label).collect(Collectors.joining(" "));
  }
}
