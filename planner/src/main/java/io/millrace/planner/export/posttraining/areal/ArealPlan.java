package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.posttraining.GroupDegrees;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.export.posttraining.PoolMeshes;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The plan of AReaL's engines. */
final class ArealPlan {
  private final PostTrainingScenario question;
  private final Issues issues;

  ArealPlan(PostTrainingScenario question, Issues issues) {
    this.question = question;
    this.issues = issues;
  }

  Parsed<PostTrainingPlan> of(Map<String, ArealEngine> engines) {
    if (!issues.isEmpty() || !engines.containsKey("actor") || !engines.containsKey("rollout")) {
      issues.add(Issue.of(Issue.WHOLE, "has no engines named rollout and actor"));
      return issues.result(() -> PostTrainingPlan.of(Map.of()));
    }
    Placements placements = new Placements(question, issues);
    Optional<Arrangement> arrangement =
        Launchers.find(ArealExporter.KEY)
            .orElseThrow()
            .arrangements(question.workload().dataflow())
            .stream()
            .filter(it -> fits(it, engines))
            .findFirst();
    if (arrangement.isEmpty()) {
      issues.add(
          Issue.of(
              Issue.WHOLE,
              "AReaL does not run %s with engines %s"
                  .formatted(question.workload().dataflow().name(), engines.keySet())));
      return placements.plan();
    }
    Map<Pool, DeviceMesh> meshes =
        PoolMeshes.of(arrangement.get(), pool -> devices(pool, engines), issues);
    for (Map.Entry<Pool, DeviceMesh> pool : meshes.entrySet()) {
      for (Group group : pool.getKey().groups()) {
        ArealEngine engine = engines.get(group.name());
        if (engine != null) {
          place(placements, group, engine, pool.getValue());
        }
      }
    }
    return placements.plan();
  }

  private void place(Placements placements, Group group, ArealEngine engine, DeviceMesh mesh) {
    ParallelStrategy words = engine.words().strategy();
    String path = group.name() + ".backend";
    if (words.devices() != mesh.size()) {
      issues.add(
          path,
          "has %d devices, the actor whose devices it shares %d"
              .formatted(words.devices(), mesh.size()),
          "");
      return;
    }
    GroupDegrees degrees =
        new GroupDegrees(
            words.tensor(),
            words.pipeline(),
            words.context(),
            words.expert(),
            true,
            engine.virtualStages());
    for (ModelFunctionCall call : group.calls()) {
      OptionalInt batches =
          call.kind() == CallKind.GENERATION ? OptionalInt.empty() : engine.microBatches();
      degrees.on(mesh, batches, issues, path).ifPresent(it -> placements.put(call, path, it));
    }
  }

  /** Whether its groups are the engines, and those share devices that say so. */
  private static boolean fits(Arrangement arrangement, Map<String, ArealEngine> engines) {
    boolean named = arrangement.groups().stream().allMatch(it -> engines.containsKey(it.name()));
    return named
        && arrangement.pools().stream()
            .allMatch(
                pool ->
                    pool.groups().stream()
                        .allMatch(
                            it ->
                                it.name().equals("actor")
                                    || shares(it, engines) == pool.name().equals("actor")));
  }

  private static boolean shares(Group group, Map<String, ArealEngine> engines) {
    ArealEngine engine = engines.get(group.name());
    ArealEngine actor = engines.get("actor");
    boolean rollout = group.name().equals("rollout");
    return engine != null
        && (engine.colocated() || (rollout && actor != null && actor.sharesWithEngines()));
  }

  private static int devices(Pool pool, Map<String, ArealEngine> engines) {
    String owner = pool.name().equals("actor") ? "actor" : pool.groups().getFirst().name();
    ArealEngine engine = engines.get(owner);
    return engine == null ? 1 : (int) engine.words().strategy().devices();
  }
}
