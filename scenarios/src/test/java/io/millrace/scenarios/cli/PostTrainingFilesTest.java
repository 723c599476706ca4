package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.planfile.PlanFindings;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileReader;
import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.model.planfile.PostTrainingScenarioWriter;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Plans of post-training as files: written, read, exported and imported. */
class PostTrainingFilesTest {
  private static final Path SCENARIOS = Path.of("post-training");
  private static final String REAL = SCENARIOS.resolve("real-ppo-7b-8-a100.yaml").toString();
  private static final String NEMO =
      SCENARIOS.resolve("nemo-rl-qwen3-235b-256-h100.yaml").toString();

  @TempDir private Path folder;

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static PostTrainingScenario read(Path file) {
    return PostTrainingReader.bundled().read(file).orThrow();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theNormalFormIsTheSameQuestion(Path file) {
    PostTrainingScenario scenario = read(file);
    ObjectNode tree = PostTrainingScenarioWriter.bundled().toTree(scenario);

    PostTrainingScenario again =
        PostTrainingReader.bundled().read(new Document(tree), Path.of("")).orThrow();

    assertThat(again.workload()).isEqualTo(scenario.workload());
    assertThat(again.models()).isEqualTo(scenario.models());
    assertThat(again.cluster()).isEqualTo(scenario.cluster());
    assertThat(again.plan()).isEqualTo(scenario.plan());
    assertThat(again.published()).isEqualTo(scenario.published());
    assertThat(PostTrainingScenarioWriter.bundled().toTree(again)).isEqualTo(tree);
    assertThat(Schemas.errors("post-training/1", tree)).isEmpty();
  }

  @Test
  void thePlansFileIsAsItsSchemaSaysAndIsReadBack() {
    PostTrainingScenario scenario = read(Path.of(NEMO));
    PlanFindings findings =
        PlanFindings.of("millrace 0.1.0", Objective.TIME)
            .estimated(230)
            .simulated(new Figure(231, 200, 260, "s"))
            .proven(210, 0.0625);
    PostTrainingPlanFile file =
        PostTrainingPlanFile.of(scenario, scenario.plan().orElseThrow(), findings);
    ObjectNode tree = PostTrainingPlanFileWriter.bundled().toTree(file);

    PostTrainingPlanFile again =
        PostTrainingPlanFileReader.bundled().read(new Document(tree)).orThrow();

    assertThat(Schemas.errors("post-training-plan/1", tree)).isEmpty();
    assertThat(again.plan()).isEqualTo(file.plan());
    assertThat(again.findings()).isEqualTo(file.findings());
    assertThat(again.scenario().workload()).isEqualTo(scenario.workload());
  }

  @Test
  void figuresOfAnotherQuestionAreRefused() {
    PostTrainingScenario scenario = read(Path.of(NEMO));
    PlanFindings findings = PlanFindings.of("millrace 0.1.0", Objective.TIME);
    ObjectNode tree =
        PostTrainingPlanFileWriter.bundled()
            .toTree(PostTrainingPlanFile.of(scenario, scenario.plan().orElseThrow(), findings));
    ((ObjectNode) tree.get("scenario")).put("name", "another");

    assertThat(PostTrainingPlanFileReader.bundled().read(new Document(tree)).toString())
        .contains("provenance.scenarioSha256", "answer another question");
  }

  @Test
  void everyLauncherThatCanGetsAFolder() throws IOException {
    CommandLineRun run = CommandLineRun.of("export", REAL, "--to", "all", "--out", at("out"));

    assertThat(run.status()).isZero();
    try (Stream<Path> folders = Files.list(folder.resolve("out"))) {
      assertThat(folders.map(it -> it.getFileName().toString()).sorted())
          .containsExactly("realhf", "verl");
    }
    assertThat(run.out())
        .contains("nemo-rl cannot run this plan:", "areal cannot run this plan:")
        .contains("OpenRLHF: tensor without sequence");
  }

  @Test
  void whatAFolderSaysIsReadBackAndSimulatedAlike() {
    CommandLineRun.of("export", REAL, "--to", "realhf", "--out", at("out"));
    String allocations = folder.resolve("out").resolve("allocations.json").toString();

    CommandLineRun imported =
        CommandLineRun.of(
            "import", "realhf", allocations, "--scenario", REAL, "--out", at("plan.json"));

    assertThat(imported.status()).isZero();
    assertThat(imported.out()).contains("realhf: a plan of 6 calls in " + at("plan.json"));
    assertThat(imported.err()).isEmpty();
    assertThat(CommandLineRun.of("validate", at("plan.json")).out()).contains("ok");
    assertThat(CommandLineRun.of("simulate", at("plan.json"), "--quiet").out())
        .isEqualTo(CommandLineRun.of("simulate", REAL, "--quiet").out());
  }

  @Test
  void anImportedPlanIsPrintedAsAScenario() {
    CommandLineRun.of("export", NEMO, "--to", "nemo-rl", "--out", at("out"));
    String recipe = folder.resolve("out").resolve("recipe.yaml").toString();

    CommandLineRun run = CommandLineRun.of("import", "nemo-rl", recipe, "--scenario", NEMO);

    PostTrainingScenario scenario =
        PostTrainingReader.bundled()
            .read(Document.parse(run.out(), false).orThrow(), Path.of(""))
            .orThrow();
    assertThat(scenario.plan()).isEqualTo(read(Path.of(NEMO)).plan());
  }

  static Stream<Arguments> startable() {
    return Stream.of(
        Arguments.of("verl", "overrides.txt", REAL),
        Arguments.of("realhf", "allocations.json", REAL),
        Arguments.of("nemo-rl", "recipe.yaml", NEMO),
        Arguments.of("areal", "areal.yaml", NEMO));
  }

  /** The folder, the file with the plan, and the script that reads that file. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("startable")
  void whicheverFileOfAFolderIsNamedThePlanIsTheSame(String launcher, String file, String of)
      throws IOException {
    Path question = folder.resolve("question.yaml");
    Files.writeString(question, Files.readString(Path.of(of)));
    Path out = folder.resolve("out");
    CommandLineRun written =
        CommandLineRun.of("export", question.toString(), "--to", launcher, "--out", out.toString());
    assertThat(written.status()).as(written.out() + written.err()).isZero();

    for (Path from : List.of(out, out.resolve(file), out.resolve("launch.sh"))) {
      CommandLineRun run =
          CommandLineRun.of("import", launcher, from.toString(), "--scenario", question.toString());

      assertThat(run.err()).isEmpty();
      PostTrainingScenario scenario =
          PostTrainingReader.bundled()
              .read(Document.parse(run.out(), false).orThrow(), Path.of(""))
              .orThrow();
      assertThat(scenario.plan()).as(from.toString()).isEqualTo(read(question).plan());
    }
  }

  @Test
  void aScriptAloneIsNoPlan() throws IOException {
    CommandLineRun.of("export", REAL, "--to", "verl", "--out", at("out"));
    Path alone = Files.copy(folder.resolve("out").resolve("launch.sh"), folder.resolve("run.sh"));

    CommandLineRun run = CommandLineRun.of("import", "verl", alone.toString(), "--scenario", REAL);
    CommandLineRun empty =
        CommandLineRun.of("import", "verl", folder.toString(), "--scenario", REAL);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("has no override of verl that places calls");
    assertThat(empty.status()).isEqualTo(2);
    assertThat(empty.err()).contains("holds no overrides.txt", "a list of overrides");
  }

  /** Scripts of other runs are taken for their places alone, which is said beside the result. */
  @Test
  void aScriptOfAnotherRunIsImportedWithNotes() throws IOException {
    Path script = folder.resolve("run.sh");
    Files.writeString(
        script,
        "python3 -m verl.trainer.main_ppo trainer.nnodes=1 trainer.n_gpus_per_node=4"
            + " data.train_batch_size=32 actor_rollout_ref.rollout.n=4 some.thing=1\n");

    CommandLineRun run =
        CommandLineRun.of(
            "import", "verl", script.toString(), "--scenario", REAL, "--out", at("plan.json"));

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("verl: a plan of 6 calls in " + at("plan.json"));
    assertThat(run.err())
        .contains("note: calls are on 4 devices in the file, of 8 in the scenario")
        .contains("note: an iteration has 128 responses in the file (data.train_batch_size 32 x")
        .contains("note: actor_rollout_ref.rollout.n is 4 in the file")
        .contains("note: overrides that were not understood: 1, some.thing");
  }

  @Test
  void aPlanFileThatIsBrokenIsAnIssueNotAnotherKindOfPlan() throws IOException {
    Path broken = Files.writeString(folder.resolve("plan.json"), "{\"scenario\": {");

    CommandLineRun run =
        CommandLineRun.of("export", broken.toString(), "--to", "verl", "--out", at("out"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("plan.json").doesNotContain("this is a plan for training");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void aPlanThatDoesNotFitIsWrittenWithAWarning() throws IOException {
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, Files.readString(Path.of(REAL)).replace("llama-2-7b", "llama-2-70b"));

    CommandLineRun run =
        CommandLineRun.of("export", large.toString(), "--to", "verl", "--out", at("out"));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("WARNING, memory: actorTraining needs");
    assertThat(Files.readString(folder.resolve("out").resolve("README.md")))
        .contains("It may run out of memory");
  }

  @Test
  void aMisspeltLauncherGetsAHint() {
    CommandLineRun run = CommandLineRun.of("export", REAL, "--to", "relhf", "--out", at("out"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'relhf' is no launcher of post-training", "Maybe 'realhf'?");
  }

  @Test
  void launchersOfTheOtherKindAreNamedAsSuch() {
    CommandLineRun run =
        CommandLineRun.of("export", "zero3-175b-1536-a100", "--to", "verl", "--out", at("out"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'verl' runs post-training, this is a plan for training");
    assertThat(CommandLineRun.of("export", REAL, "--to", "deepspeed", "--out", at("out")).status())
        .isEqualTo(2);
  }

  @Test
  void aPlanThatALauncherCannotRunIsRefusedWithWhoCan() {
    CommandLineRun run = CommandLineRun.of("export", REAL, "--to", "nemo-rl", "--out", at("out"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "must have no device in common with rewardInference", "It can run on verl, realhf.");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }

  @Test
  void whatIsNoQuestionIsAnIssue() throws IOException {
    Path nothing = Files.writeString(folder.resolve("nothing.yaml"), "a: 1\n");
    for (String format : List.of("verl", "nemo-rl", "areal", "openrlhf", "realhf")) {
      CommandLineRun run =
          CommandLineRun.of("import", format, REAL, "--scenario", nothing.toString());

      assertThat(run.status()).as(format).isEqualTo(2);
      assertThat(run.err()).contains("is no scenario of post-training");
    }
  }
}
