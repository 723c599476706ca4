package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.input.Document;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.planfile.PostTrainingPlanFileReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Questions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folders of some plans for every launcher of post-training, as files beside this test. After a
 * change that is meant, {@code -Dmillrace.golden=write} writes them anew, for a person to read.
 */
class PostTrainingFolderTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "io", "millrace", "planner", "export", "posttraining");

  /** Files in which a launcher's own importer finds the plan. */
  private static final Map<String, List<String>> READ =
      Map.of(
          "verl", List.of("overrides.txt"),
          "nemo-rl", List.of("recipe.yaml"),
          "areal", List.of("areal.yaml", "allocation_mode.txt"),
          "openrlhf", List.of("launch.sh"),
          "realhf", List.of("allocations.json", "launch.sh"));

  static Stream<Arguments> folders() {
    return Arrays.stream(SamplePlans.values())
        .flatMap(
            plan -> PostTrainingExporter.all().stream().map(it -> Arguments.of(plan, it.key())));
  }

  static Stream<Arguments> written() {
    return folders()
        .filter(it -> folder((SamplePlans) it.get()[0], (String) it.get()[1]).refusals().isEmpty());
  }

  private static PostTrainingFolder folder(SamplePlans plan, String launcher) {
    PostTrainingLaunchJob job = launcher.equals("openrlhf") ? withoutSequence(plan) : plan.job();
    return PostTrainingFolder.of(PostTrainingExporter.of(launcher).orElseThrow(), job);
  }

  /** OpenRLHF's trainers share no sequence. */
  private static PostTrainingLaunchJob withoutSequence(SamplePlans plan) {
    var launcher = Launchers.find("openrlhf").orElseThrow();
    var placements = new TreeMap<>(plan.plan().placements());
    plan.question()
        .workload()
        .dataflow()
        .placed()
        .forEach(
            call ->
                placements.computeIfPresent(
                    call.name(), (_, it) -> launcher.place(call, it.mesh(), it.strategy())));
    return PostTrainingLaunchJob.of(plan.question(), PostTrainingPlan.of(placements));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void writesTheFilesThatWereChecked(SamplePlans plan, String launcher) throws IOException {
    Path golden =
        GOLDEN.resolve(
            plan.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-to-" + launcher + ".txt");

    String text = text(folder(plan, launcher));

    if (System.getProperty("millrace.golden", "").equals("write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  private static String text(PostTrainingFolder folder) {
    if (!folder.refusals().isEmpty()) {
      return folder.refusals().stream()
          .map(it -> "refused: " + it + "\n")
          .collect(Collectors.joining());
    }
    return folder.files().entrySet().stream()
        .filter(it -> !List.of("plan.json", "allocations.json").contains(it.getKey()))
        .map(it -> "==> " + it.getKey() + "\n" + it.getValue())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("written")
  void itsFilesAreWellFormed(SamplePlans plan, String launcher) {
    folder(plan, launcher)
        .files()
        .forEach(
            (name, text) -> {
              if (name.endsWith(".json") || name.endsWith(".yaml")) {
                assertThat(Document.parse(text, name.endsWith(".json")).orThrow().issues())
                    .as(name)
                    .isEmpty();
              }
              assertThat(text).as(name).endsWith("\n").doesNotContain("\t");
            });
  }

  @ParameterizedTest
  @MethodSource("written")
  void itsScriptsAreBash(SamplePlans plan, String launcher)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs /bin/bash");
    PostTrainingFolder folder = folder(plan, launcher);

    assertThat(folder.files()).containsKeys(LaunchFiles.SCRIPT, "README.md", "plan.json");
    for (String name : folder.files().keySet()) {
      if (!name.endsWith(".sh") && !name.endsWith(".sbatch")) {
        continue;
      }
      Process bash = new ProcessBuilder("/bin/bash", "-n").redirectErrorStream(true).start();
      try (var in = bash.getOutputStream()) {
        in.write(folder.files().getOrDefault(name, "missing(").getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor()).as(said).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("written")
  void theFilesGiveTheSamePlan(SamplePlans plan, String launcher) {
    PostTrainingFolder folder = folder(plan, launcher);
    PostTrainingImporter importer = PostTrainingImporter.of(launcher).orElseThrow();
    var expected =
        PostTrainingPlanFileReader.bundled()
            .read(Document.parse(folder.files().getOrDefault("plan.json", ""), true).orThrow())
            .orThrow()
            .plan();

    for (String name : READ.getOrDefault(launcher, List.of())) {
      if (folder.files().containsKey(name)) {
        String text = folder.files().getOrDefault(name, "");
        assertThat(importer.read(text, plan.question()).orThrow()).as(name).isEqualTo(expected);
      }
    }
  }

  /** Nodes, degrees and trainers: what is not said of the latter is not of the plan's own. */
  @ParameterizedTest
  @MethodSource("written")
  void theFilesSayWhatTrainersShareOut(SamplePlans plan, String launcher) {
    PostTrainingFolder folder = folder(plan, launcher);
    PostTrainingImporter importer = PostTrainingImporter.of(launcher).orElseThrow();

    String text = folder.files().getOrDefault(importer.planFile(), "");

    assertThat(importer.settings(text).differences(plan.question())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("written")
  void theFilesContradictNothingOfTheirQuestion(SamplePlans plan, String launcher) {
    PostTrainingFolder folder = folder(plan, launcher);
    PostTrainingImporter importer = PostTrainingImporter.of(launcher).orElseThrow();

    String text = folder.files().getOrDefault(importer.planFile(), "");

    assertThat(importer.notes(text, plan.question())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("written")
  void thePlanInTheFolderIsThePlanWithItsQuestion(SamplePlans plan, String launcher) {
    String text = folder(plan, launcher).files().getOrDefault("plan.json", "");
    var file =
        PostTrainingPlanFileReader.bundled().read(Document.parse(text, true).orThrow()).orThrow();

    assertThat(file.scenario().workload()).isEqualTo(plan.question().workload());
    assertThat(file.scenario().models()).isEqualTo(plan.question().models());
    assertThat(file.scenario().cluster()).isEqualTo(plan.question().cluster());
  }

  @Test
  void everyLauncherHasAnExporterAndAnImporter() {
    assertThat(PostTrainingExporter.all())
        .extracting(PostTrainingExporter::key)
        .containsExactlyElementsOf(Launchers.keys());
    assertThat(PostTrainingImporter.all())
        .extracting(PostTrainingImporter::key)
        .containsExactlyElementsOf(Launchers.keys());
  }

  @Test
  void everyLauncherRunsSomePlan() {
    for (String key : Launchers.keys()) {
      assertThat(written().filter(it -> it.get()[1].equals(key))).as(key).isNotEmpty();
    }
  }

  @Test
  void aPlanThatDoesNotFitIsWrittenWithAWarning() {
    PostTrainingScenario question =
        Questions.read(
            """
            version: 1
            name: too large
            cluster: {device: nvidia-h100-sxm, devices: 8, devicesPerNode: 8}
            model: llama-3.1-70b
            workload: {
              type: post-training, algorithm: grpo, promptTokens: 128, outputTokens: 128,
              batch: 64, precision: bf16, framework: verl}
            """);
    PostTrainingPlan plan =
        Questions.plan(
            Map.of(
                "actorGeneration", "d1t8@0-7",
                "actorInference", "d1t8@0-7",
                "referenceInference", "d1t8@0-7",
                "actorTraining", "d1t8@0-7"));

    PostTrainingFolder folder =
        PostTrainingFolder.of(
            PostTrainingExporter.of("verl").orElseThrow(),
            PostTrainingLaunchJob.of(question, plan));

    assertThat(folder.warnings())
        .anySatisfy(it -> assertThat(it).startsWith("actorTraining needs ").contains("d1t8p1@0-7"));
    assertThat(folder.files().getOrDefault("README.md", ""))
        .contains("**It may run out of memory.**", folder.warnings().getFirst());
    assertThat(folder.gaps())
        .anySatisfy(it -> assertThat(it.toString()).contains("responses end there"));
  }

  @Test
  void aRefusedPlanHasNoFilesButEveryReason() {
    PostTrainingFolder folder = folder(SamplePlans.REAL_HEURISTIC, "verl");

    assertThat(folder.files()).isEmpty();
    assertThat(folder.refusals())
        .anySatisfy(it -> assertThat(it).contains("rollouts have no pipeline"))
        .anySatisfy(it -> assertThat(it).contains("must run on the same devices"));
  }
}
