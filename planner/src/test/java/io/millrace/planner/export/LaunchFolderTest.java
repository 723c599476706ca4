package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.input.Document;
import io.millrace.model.planfile.PlanFileReader;
import io.millrace.planner.launcher.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The folders of four plans for every launcher, as files beside this test. After a change that is
 * meant, {@code -Dmillrace.golden=write} writes them anew, for a person to read.
 */
class LaunchFolderTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "io", "millrace", "planner", "export");

  static Stream<Arguments> folders() {
    return Arrays.stream(SampleJobs.values())
        .flatMap(job -> PlanExporter.all().stream().map(exporter -> Arguments.of(job, exporter)));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void writesTheFilesThatWereChecked(SampleJobs job, PlanExporter exporter) throws IOException {
    LaunchFolder folder = LaunchFolder.of(exporter, job.launch());
    Path golden =
        GOLDEN.resolve(
            job.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + "-to-"
                + exporter.launcher().key()
                + ".txt");

    String text = text(folder);

    if (System.getProperty("millrace.golden", "").equals("write")) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  /** All files in one text, those that every launcher has alike left out. */
  private static String text(LaunchFolder folder) {
    if (!folder.obstacles().isEmpty()) {
      return folder.obstacles().stream()
          .map(gap -> "refused: " + gap + "\n")
          .collect(Collectors.joining());
    }
    return folder.files().entrySet().stream()
        .filter(it -> !List.of("plan.json", "pytorchjob.yaml").contains(it.getKey()))
        .map(it -> "==> " + it.getKey() + "\n" + it.getValue())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void itsFilesAreWellFormed(SampleJobs job, PlanExporter exporter) {
    LaunchFolder.of(exporter, job.launch())
        .files()
        .forEach(
            (name, text) -> {
              if (name.endsWith(".json") || name.endsWith(".yaml")) {
                assertThat(Document.parse(text, name.endsWith(".json")).issues())
                    .as(name)
                    .isEmpty();
              }
              assertThat(text).as(name).endsWith("\n").doesNotContain("\t");
            });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void itsScriptsAreBash(SampleJobs job, PlanExporter exporter)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs /bin/bash");
    LaunchFolder folder = LaunchFolder.of(exporter, job.launch());

    for (String name : List.of(LaunchFiles.SCRIPT, "submit.sbatch")) {
      Process bash = new ProcessBuilder("/bin/bash", "-n").redirectErrorStream(true).start();
      try (var in = bash.getOutputStream()) {
        in.write(folder.files().getOrDefault(name, "missing(").getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor()).as(said).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void thePlanInTheFolderIsThePlan(SampleJobs job, PlanExporter exporter) {
    String text = LaunchFolder.of(exporter, job.launch()).files().getOrDefault("plan.json", "");

    assertThat(PlanFileReader.bundled().read(Document.parse(text, true).orThrow()).orThrow().plan())
        .isEqualTo(job.launch().plan());
  }

  @Test
  void everyLauncherHasAnExporter() {
    assertThat(PlanExporter.all())
        .extracting(PlanExporter::launcher)
        .containsExactly(Launcher.values());
  }

  @Test
  void theBatchFileAsksForTheNodesOfTheCluster() {
    LaunchFolder folder =
        LaunchFolder.of(PlanExporter.of(Launcher.MEGATRON_LM), SampleJobs.EXPERTS.launch());

    assertThat(folder.files().get("submit.sbatch"))
        .contains("#SBATCH --nodes=8\n", "#SBATCH --gres=gpu:8\n");
    assertThat(folder.files().get("pytorchjob.yaml"))
        .contains("replicas: 1\n", "replicas: 7\n", "nvidia.com/gpu: 8");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyPodHasItsSharedMemory(SampleJobs job, PlanExporter exporter) {
    String yaml =
        LaunchFolder.of(exporter, job.launch()).files().getOrDefault("pytorchjob.yaml", "");

    JsonNode replicas =
        Document.parse(yaml, false).orThrow().root().at("/spec/pytorchReplicaSpecs");
    assertThat(replicas).isNotEmpty();
    for (JsonNode replica : replicas) {
      JsonNode pod = replica.at("/template/spec");
      assertThat(pod.at("/containers/0/volumeMounts/1/mountPath").asString()).isEqualTo("/dev/shm");
      assertThat(pod.at("/containers/0/volumeMounts/1/name")).isEqualTo(pod.at("/volumes/1/name"));
      assertThat(pod.at("/volumes/1/emptyDir/medium").asString()).isEqualTo("Memory");
    }
  }

  @Test
  void theReadmeNamesWhatTheScriptNeeds() {
    assertThat(readme(Launcher.MEGATRON_LM))
        .contains("- `MEGATRON_PATH`: set it to the folder of Megatron-LM\n");
    assertThat(readme(Launcher.DEEPSPEED))
        .contains("- `TRAIN_SCRIPT`: set it to your training program\n");
    assertThat(readme(Launcher.TORCHTITAN)).doesNotContain("needs these variables");
  }

  private static String readme(Launcher launcher) {
    return LaunchFolder.of(PlanExporter.of(launcher), SampleJobs.ZERO3.launch())
        .files()
        .getOrDefault("README.md", "");
  }
}
