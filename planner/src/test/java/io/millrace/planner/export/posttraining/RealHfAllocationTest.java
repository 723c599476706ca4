package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** ReaLHF's allocations, out and in. */
class RealHfAllocationTest {
  private static final PostTrainingExporter OUT = PostTrainingExporter.of("realhf").orElseThrow();
  private static final PostTrainingImporter IN = PostTrainingImporter.of("realhf").orElseThrow();
  private static final PostTrainingScenario QUESTION = SamplePlans.REAL_HEURISTIC.question();

  private static String file(PostTrainingLaunchJob job, String name) {
    return PostTrainingFolder.of(OUT, job).files().getOrDefault(name, "");
  }

  @Test
  void theJsonGivesTheSamePlan() {
    String json = file(SamplePlans.REAL_HEURISTIC.job(), "allocations.json");

    assertThat(IN.read(json, QUESTION).orThrow()).isEqualTo(SamplePlans.REAL_HEURISTIC.plan());
  }

  @Test
  void theScriptGivesTheSamePlanWithItsMicroBatches() {
    Map<String, CallPlacement> placements =
        new TreeMap<>(SamplePlans.REAL_HEURISTIC.plan().placements());
    CallPlacement training = SamplePlans.REAL_HEURISTIC.plan().placements().get("actorTraining");
    placements.put(
        "actorTraining",
        new CallPlacement(training.mesh(), training.strategy(), false, 1, OptionalInt.of(16)));
    PostTrainingPlan plan = PostTrainingPlan.of(placements);

    String script = file(PostTrainingLaunchJob.of(QUESTION, plan), LaunchFiles.SCRIPT);

    assertThat(script).contains("actor_train.n_mbs=16");
    assertThat(IN.read(script, QUESTION).orThrow()).isEqualTo(plan);
  }

  /** Its models are in fp16 unless told otherwise. */
  @Test
  void nothingButTheNumberFormatIsLeftOut() {
    assertThat(PostTrainingFolder.of(OUT, SamplePlans.REAL_HEURISTIC.job()).gaps())
        .containsExactly(new Gap("workload.precision", "bf16", "the files start fp16", false));
  }

  /** The options of {@code examples/scripts/local/ppo_manual.sh}, written as they are there. */
  @Test
  void readsTheManualAllocationOfReaLsExample() {
    String script =
        """
        # actor_train.device_mesh is explained here
        python3 -m realhf.apps.quickstart ppo \\
            n_nodes=1 nodelist=\\'NODE01\\' \\
            actor_train.device_mesh=\\'NODE01:0,1,2,3\\' \\
            actor_train.parallel.data_parallel_size=2 \\
            actor_train.parallel.model_parallel_size=1 \\
            actor_train.parallel.pipeline_parallel_size=2 \\
            actor_gen.device_mesh=\\'NODE01:0,1,2,3,4,5,6,7\\' \\
            actor_gen.parallel.data_parallel_size=4 \\
            actor_gen.parallel.pipeline_parallel_size=2 \\
            critic_train.device_mesh=\\'NODE01:4,5,6,7\\' \\
            critic_train.parallel.data_parallel_size=2 \\
            critic_train.parallel.pipeline_parallel_size=2 \\
            critic_inf.device_mesh=\\'NODE01:0,1\\' critic_inf.parallel.data_parallel_size=2 \\
            rew_inf.device_mesh=\\'NODE01:2,3\\' rew_inf.parallel.pipeline_parallel_size=2 \\
            ref_inf.device_mesh=\\'NODE01:4,5,6,7\\' ref_inf.parallel.pipeline_parallel_size=4
        """;

    PostTrainingPlan plan = IN.read(script, Questions.dense(Algorithm.PPO, 8, "")).orThrow();

    assertThat(plan.label())
        .isEqualTo(
            "actorGeneration:d4t1p2@0-7 actorTraining:d2t1p2@0-3 criticInference:d2t1p1@0-1"
                + " criticTraining:d2t1p2@4-7 referenceInference:d1t1p4@4-7"
                + " rewardInference:d1t1p2@2-3");
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    String json =
        file(SamplePlans.REAL_HEURISTIC.job(), "allocations.json")
            .replace("\"actor_gen\"", "\"actor_genn\"")
            .replaceFirst("\"data_parallel_size\": 2", "\"data_parallel_size\": 3");

    Parsed<PostTrainingPlan> read = IN.read(json, QUESTION);

    assertThat(read).isInstanceOf(Parsed.Invalid.class);
    List<Issue> issues = ((Parsed.Invalid<PostTrainingPlan>) read).issues();
    assertThat(issues)
        .anySatisfy(
            it -> {
              assertThat(it.path()).isEqualTo("[0].rpc");
              assertThat(it.hint()).contains("actor_gen");
            })
        .anySatisfy(it -> assertThat(it.message()).contains("needs 12 devices"));
  }

  @Test
  void aTableOfTheWrongShapeIsNoMesh() {
    String json =
        file(SamplePlans.REAL_HEURISTIC.job(), "allocations.json")
            .replaceFirst("\"n_nodes\": 2", "\"n_nodes\": 1");

    assertThat(IN.read(json, QUESTION).toString()).contains("no consecutive devices");
  }

  @Test
  void textsThatAreNoAllocationsAreRefusedWithoutATrace() {
    assertThat(IN.read("{}", QUESTION)).isInstanceOf(Parsed.Invalid.class);
    assertThat(IN.read("[3, null]", QUESTION)).isInstanceOf(Parsed.Invalid.class);
    assertThat(IN.read("[", QUESTION)).isInstanceOf(Parsed.Invalid.class);
    assertThat(IN.read("", QUESTION)).isInstanceOf(Parsed.Invalid.class);
    assertThat(IN.read("actor_gen.device_mesh=NODE99:9,1", QUESTION))
        .isInstanceOf(Parsed.Invalid.class);
  }
}
