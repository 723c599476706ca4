package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.workload.Asynchrony;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

  /**
   * Every reason why a plan is not of this arrangement. Calls that the plan does not place are left
   * out, so that a plan in the making can be asked about.
   */
  public List<String> conflicts(PostTrainingPlan plan) {
    return new Conflicts(this, plan).all();
  }

  /** Pools and groups in short: {@code separate_async: rollout{rollout} trainer{actor, ref}}. */
  public String label() {
    return name + ": " + pools.stream().map(Pool::label).collect(Collectors.joining(" "));
  }
}
