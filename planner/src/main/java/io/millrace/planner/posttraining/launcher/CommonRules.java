package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules that several launchers have, each with a name and a source of its own. */
final class CommonRules {
  static final Set<Lead> ANY = EnumSet.allOf(Lead.class);
  static final Set<Lead> ON_POLICY = EnumSet.of(Lead.NONE);
  static final Set<Lead> BATCHES = EnumSet.of(Lead.BATCHES);
  static final Set<Lead> RESPONSES = EnumSet.of(Lead.RESPONSES);
  static final Set<Lead> WHOLE_BATCHES = EnumSet.of(Lead.NONE, Lead.BATCHES);

  private CommonRules() {}

  /** The launcher has a part for every call, and these algorithms among the named ones. */
  static List<ScenarioRule> dataflow(
      String title, Set<Part> parts, Set<String> missing, String names, String source) {
    return List.of(
        new ScenarioRule(
            title + ": parts",
            "it runs " + words(parts) + ", nothing else",
            source,
            scenario ->
                scenario.workload().dataflow().placed().stream()
                    .allMatch(call -> Part.of(call).filter(parts::contains).isPresent())),
        new ScenarioRule(
            title + ": algorithms",
            "it has " + names,
            source,
            scenario -> !missing.contains(scenario.workload().dataflow().name())),
        new ScenarioRule(
            title + ": one actor",
            "it generates with the actor and trains it",
            source,
            scenario ->
                !Part.ROLLOUT.calls(scenario.workload().dataflow()).isEmpty()
                    && scenario.workload().dataflow().trains("actor")));
  }

  /** Every weight of a trained model is trained. */
  static ScenarioRule withoutAdapters(String title, String source) {
    return new ScenarioRule(
        title + ": no adapters",
        "nothing was found by which its reinforcement learning trains low-rank adapters alone",
        source,
        scenario -> scenario.workload().adapters().isEmpty());
  }

  /** Rules of a launcher, and one more. */
  static List<ScenarioRule> and(List<ScenarioRule> rules, ScenarioRule more) {
    return Stream.concat(rules.stream(), Stream.of(more)).toList();
  }

  private static String words(Set<Part> parts) {
    return String.join(
        ", ", parts.stream().map(it -> it.name().toLowerCase(Locale.ROOT)).sorted().toList());
  }

  /** Meshes are slices of one node or whole nodes, as pools ask for so many devices a node. */
  static PlacementRule wholeNodes(String title, String source) {
    return new PlacementRule(
        title + ": whole nodes",
        "devices are part of one node, or all devices of some nodes",
        source,
        (_, placement, scenario) -> isWholeNodes(placement.mesh(), scenario.cluster()));
  }

  static boolean isWholeNodes(DeviceMesh mesh, Cluster cluster) {
    int perNode = cluster.devicesPerNode();
    boolean withinNode = mesh.first() / perNode == (mesh.end() - 1) / perNode;
    return withinNode || (mesh.first() % perNode == 0 && mesh.size() % perNode == 0);
  }

  /** Generation without what engines have no words for. */
  static PlacementRule engines(
      String title, String name, String reason, String source, Predicate<CallPlacement> holds) {
    return new PlacementRule(
        title + ": " + name,
        reason,
        source,
        (call, placement, _) -> !generates(call) || holds.test(placement));
  }

  /** Engines have one chunk of layers on a device, and every sequence on one rank. */
  static PlacementRule plainEngines(String title, String source) {
    return engines(
        title,
        "plain engines",
        "engines have no context parallelism and no virtual stages",
        source,
        placement -> placement.strategy().context() == 1 && placement.virtualStages() == 1);
  }

  /** Fully sharded trainers without pipelines. */
  static PlacementRule fullySharded(
      String title, String reason, String source, Predicate<CallPlacement> holds) {
    return new PlacementRule(
        title + ": fully sharded trainers",
        reason,
        source,
        (call, placement, scenario) ->
            generates(call)
                || TrainerBackend.of(scenario) == TrainerBackend.MEGATRON
                || holds.test(placement));
  }

  /** The same for the calls of one part. */
  static PlacementRule fullySharded(
      String title, String reason, String source, Part part, Predicate<CallPlacement> holds) {
    return new PlacementRule(
        title + ": fully sharded " + part.key(),
        reason,
        source,
        (call, placement, scenario) ->
            !part.runs(call)
                || TrainerBackend.of(scenario) == TrainerBackend.MEGATRON
                || holds.test(placement));
  }

  static boolean generates(ModelFunctionCall call) {
    return call.kind() == CallKind.GENERATION;
  }

  static boolean isPowerOfTwo(int number) {
    return Integer.bitCount(number) == 1;
  }
}
