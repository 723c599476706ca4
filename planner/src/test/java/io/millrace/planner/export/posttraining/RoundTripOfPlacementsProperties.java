package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issues;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Pool;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Random plans that a launcher can run come back from its files as they were. */
class RoundTripOfPlacementsProperties {
  private static final List<PostTrainingScenario> QUESTIONS =
      List.of(
          Questions.dense(Algorithm.PPO, 32, ""),
          Questions.dense(Algorithm.PPO, 32, "sharding: zero3"),
          Questions.dense(Algorithm.GRPO, 32, ""),
          Questions.dense(Algorithm.GRPO, 32, "asynchrony: one-step"),
          Questions.dense(Algorithm.GRPO, 32, "asynchrony: one-step, sharding: zero3"),
          Questions.dense(Algorithm.DAPO, 32, "asynchrony: streaming"),
          Questions.dense(Algorithm.REMAX, 32, ""));

  private static final Map<String, String> READ =
      Map.of(
          "verl", "overrides.txt",
          "nemo-rl", "recipe.yaml",
          "areal", "areal.yaml",
          "openrlhf", LaunchFiles.SCRIPT,
          "realhf", "allocations.json");

  @Property(tries = 600)
  void filesGiveThePlanBack(@ForAll long seed) {
    Random random = new Random(seed);
    PostTrainingLauncher launcher =
        Launchers.bundled().get(random.nextInt(Launchers.bundled().size()));
    PostTrainingScenario question = QUESTIONS.get(random.nextInt(QUESTIONS.size()));
    List<Arrangement> arrangements = launcher.arrangements(question.workload());
    if (arrangements.isEmpty() || !launcher.refusals(question).isEmpty()) {
      Statistics.collect("refused");
      return;
    }
    Arrangement arrangement = arrangements.get(random.nextInt(arrangements.size()));
    PostTrainingPlan plan = plan(launcher, arrangement, random);
    if (!launcher.refusals(plan, question).isEmpty()) {
      Statistics.collect("refused");
      return;
    }
    Statistics.collect("written");

    PostTrainingFolder folder =
        PostTrainingFolder.of(
            PostTrainingExporter.of(launcher.key()).orElseThrow(),
            PostTrainingLaunchJob.of(question, plan));

    String file = READ.getOrDefault(launcher.key(), "");
    PostTrainingPlan read =
        PostTrainingImporter.of(launcher.key())
            .orElseThrow()
            .read(folder.files().getOrDefault(file, ""), question)
            .orThrow();
    assertThat(read).as(launcher.key() + " " + arrangement.label()).isEqualTo(plan);
    Statistics.coverage(it -> it.check("written").count(written -> written > 20));
  }

  /** Pools one behind the other, as files without places are read; degrees by chance. */
  private static PostTrainingPlan plan(
      PostTrainingLauncher launcher, Arrangement arrangement, Random random) {
    Map<String, Integer> sizes = new TreeMap<>();
    List<Integer> fitting = arrangement.pools().size() == 1 ? List.of(8, 16, 32) : List.of(8);
    for (Pool pool : arrangement.pools()) {
      sizes.put(pool.name(), fitting.get(random.nextInt(fitting.size())));
    }
    Map<Pool, DeviceMesh> meshes =
        PoolMeshes.of(arrangement, it -> sizes.getOrDefault(it.name(), 1), new Issues());
    Map<String, CallPlacement> placements = new TreeMap<>();
    Map<String, ParallelStrategy> bySlicing = new TreeMap<>();
    for (Pool pool : arrangement.pools()) {
      DeviceMesh mesh =
          arrangement.disjoint()
              ? meshes.getOrDefault(pool, new DeviceMesh(0, 8))
              : new DeviceMesh(8 * random.nextInt(3), 8 << random.nextInt(2));
      for (Group group : pool.groups()) {
        ParallelStrategy degrees =
            bySlicing.computeIfAbsent(group.slicing(), _ -> degrees(random, group.calls()));
        int replica = degrees.tensor() * degrees.pipeline() * degrees.context();
        ParallelStrategy filled =
            new ParallelStrategy(
                Math.max(1, mesh.size() / replica),
                degrees.tensor(),
                degrees.pipeline(),
                degrees.context(),
                1);
        if (filled.devices() != mesh.size()) {
          filled = new ParallelStrategy(mesh.size(), 1, 1, 1, 1);
        }
        for (ModelFunctionCall call : group.calls()) {
          placements.put(call.name(), launcher.place(call, mesh, filled));
        }
      }
    }
    return PostTrainingPlan.of(placements);
  }

  private static ParallelStrategy degrees(Random random, List<ModelFunctionCall> calls) {
    boolean engine = calls.stream().allMatch(it -> it.kind() == CallKind.GENERATION);
    return new ParallelStrategy(
        1,
        1 << random.nextInt(3),
        random.nextInt(3) == 0 ? 2 : 1,
        !engine && random.nextInt(3) == 0 ? 2 : 1,
        1);
  }
}
