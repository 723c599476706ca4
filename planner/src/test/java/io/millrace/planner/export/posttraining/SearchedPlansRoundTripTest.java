package io.millrace.planner.export.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingPlanner;
import io.millrace.planner.posttraining.PostTrainingRequest;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.planner.posttraining.launcher.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is searched for a launcher comes back from the files that are written for it. */
class SearchedPlansRoundTripTest {

  static Stream<Arguments> questions() {
    List<Arguments> all = new ArrayList<>();
    for (PostTrainingLauncher launcher : Launchers.bundled()) {
      for (String algorithm : List.of("ppo", "grpo", "grpo, asynchrony: one-step")) {
        PostTrainingScenario question = question(algorithm);
        if (launcher.refusals(question).isEmpty()) {
          all.add(Arguments.of(launcher.key(), algorithm));
        }
      }
    }
    return all.stream();
  }

  /** Neither framework nor sharding nor recomputation is said. */
  private static PostTrainingScenario question(String algorithm) {
    return Questions.read(
        """
        version: 1
        name: open
        cluster: {device: nvidia-h100-sxm, devices: 16, devicesPerNode: 8}
        models: {actor: qwen3-8b, critic: qwen3-1.7b, reward: qwen3-1.7b}
        workload: {
          type: post-training, algorithm: %s, promptTokens: 128, outputTokens: 128,
          outputLengths: fixed, batch: 256, miniBatches: 2, precision: bf16}
        """
            .formatted(algorithm)
            .replace(
                "{actor: qwen3-8b, critic: qwen3-1.7b, reward: qwen3-1.7b}",
                algorithm.equals("ppo")
                    ? "{actor: qwen3-8b, critic: qwen3-1.7b, reward: qwen3-1.7b}"
                    : "{actor: qwen3-8b}"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("questions")
  void theFilesGiveBackPlanAndTrainers(String key, String algorithm) {
    PostTrainingLauncher launcher = Launchers.find(key).orElseThrow();
    PostTrainingAnswer answer =
        PostTrainingPlanner.calibrated()
            .plan(PostTrainingRequest.of(question(algorithm)).with(launcher));
    PostTrainingAnswer.Planned best = answer.best().orElseThrow();
    PostTrainingImporter importer = PostTrainingImporter.of(key).orElseThrow();

    PostTrainingFolder folder =
        PostTrainingFolder.of(
            PostTrainingExporter.of(key).orElseThrow(),
            new PostTrainingLaunchJob(best.toFile(answer.question(), answer.search())));
    String text = folder.files().getOrDefault(importer.planFile(), "");

    assertThat(answer.question().framework().id()).isEqualTo(key);
    assertThat(folder.refusals()).isEmpty();
    assertThat(folder.warnings()).isEmpty();
    assertThat(importer.settings(text).differences(answer.question())).isEmpty();
    assertThat(importer.settings(text).fill(question(algorithm)).workload().sharding())
        .isEqualTo(answer.question().workload().sharding());
    // Files that count devices put pools one behind the other, so that places may differ.
    assertThat(sizes(importer.read(text, answer.question()).orThrow().label()))
        .isEqualTo(sizes(best.plan().label()));
  }

  private static String sizes(String plan) {
    return plan.replaceAll("@[0-9-]+", "");
  }
}
