package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.Questions;
import io.millrace.simulator.PostTrainingEstimator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/post-training-search.md reports: run it again to have its rows again. */
@Tag("slow")
class SearchStudyTest {
  private static final int PROPOSALS = 2_000_000;

  private static final String GRPO =
      """
      version: 1
      name: %s
      cluster: {device: nvidia-h100-sxm, devices: %d, devicesPerNode: 8}
      model: %s
      workload: {
        type: post-training, algorithm: %s, promptTokens: 256, outputTokens: 1024,
        outputLengths: fixed, batch: 512, miniBatches: 4, precision: bf16, recompute: full,
        sharding: zero1, framework: %s, asynchrony: %s}
      """;

  private static PostTrainingScenario rule(
      String algorithm, int devices, String model, String framework, String asynchrony) {
    return Questions.read(
        GRPO.formatted(algorithm, devices, model, algorithm, framework, asynchrony));
  }

  static Stream<Arguments> rules() {
    return Stream.of("grpo", "dapo")
        .flatMap(
            algorithm ->
                Stream.of("llama-2-7b", "qwen3-8b", "qwen3-14b")
                    .flatMap(
                        model ->
                            Stream.of(8, 16)
                                .flatMap(
                                    devices ->
                                        Stream.of("none", "one-step")
                                            .map(
                                                lead ->
                                                    Arguments.of(
                                                        algorithm, devices, model, lead)))));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ofGroupsWithRules(String algorithm, int devices, String model, String asynchrony) {
    show(rule(algorithm, devices, model, "nemo-rl", asynchrony), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "verl, grpo, none",
    "verl, grpo, one-step",
    "verl, dapo, none",
    "nemo-rl, grpo, none",
    "nemo-rl, grpo, one-step",
    "nemo-rl, dapo, one-step",
    "areal, grpo, one-step",
    "areal, dapo, none",
    "openrlhf, grpo, none",
    "openrlhf, dapo, none"
  })
  void ofLaunchers(String launcher, String algorithm, String asynchrony) {
    String framework = launcher.equals("nemo-rl") ? "nemo-rl" : "verl";
    show(rule(algorithm, 16, "qwen3-8b", framework, asynchrony), Optional.of(launcher));
  }

  /** ReaL's weak scaling (docs/source/images/vws.svg), with its speed over the known plan. */
  @ParameterizedTest
  @CsvSource({
    "8, llama-2-7b, llama-2-7b, 128, 512, 31.3, 23.3",
    "8, llama-2-7b, llama-2-7b, 384, 256, 42.3, 28.0",
    "8, llama-2-7b, llama-2-7b, 896, 128, 63.4, 37.4",
    "16, llama-2-13b, llama-2-7b, 128, 512, 30.1, 24.2",
    "16, llama-2-13b, llama-2-7b, 384, 256, 42.6, 31.3",
    "16, llama-2-13b, llama-2-7b, 896, 128, 69.0, 44.2",
    "16, llama-2-7b, llama-2-13b, 128, 512, 28.5, 20.8",
    "16, llama-2-7b, llama-2-13b, 384, 256, 37.9, 24.6",
    "16, llama-2-7b, llama-2-13b, 896, 128, 57.5, 34.3",
    "16, llama-2-7b, llama-2-7b, 128, 512, 24.0, 14.6",
    "16, llama-2-7b, llama-2-7b, 384, 256, 35.3, 23.2",
    "16, llama-2-7b, llama-2-7b, 896, 128, 58.2, 34.3",
    "32, codellama-34b, llama-2-7b, 128, 512, 34.0, 29.2",
    "32, codellama-34b, llama-2-7b, 384, 256, 50.5, 46.7",
    "32, codellama-34b, llama-2-7b, 896, 128, 84.6, 77.4",
    "32, llama-2-7b, codellama-34b, 128, 512, 30.7, 26.7",
    "32, llama-2-7b, codellama-34b, 384, 256, 41.9, 29.4",
    "32, llama-2-7b, codellama-34b, 896, 128, 67.9, 43.4",
    "32, llama-2-13b, llama-2-13b, 128, 512, 27.1, 23.7",
    "32, llama-2-13b, llama-2-13b, 384, 256, 38.5, 27.3",
    "32, llama-2-13b, llama-2-13b, 896, 128, 67.9, 42.9",
  })
  void ofReaLsWeakScaling(
      int devices, String actor, String critic, int output, int batch, double known, double real) {
    PostTrainingScenario scenario = PlacementQuestions.real(devices, actor, critic, output, batch);
    PostTrainingAnswer answer = show(scenario, Optional.empty());

    PostTrainingPlan plan = knownPlan(scenario);
    double seconds = PostTrainingEstimator.calibrated().estimate(scenario, plan).stepTime().value();
    double best = answer.best().orElseThrow().seconds();
    System.out.printf(
        Locale.ROOT,
        "GAIN | %d | %s | %s | %d | %.1f | %.1f | %.0f %% | %.0f %%%n",
        devices,
        actor,
        critic,
        output,
        seconds,
        best,
        100 * (seconds / best - 1),
        100 * (known / real - 1));
    assertThat(best).isLessThanOrEqualTo(seconds);
  }

  /** Every call on all devices: eight-way tensor parallelism, a stage for each node. */
  private static PostTrainingPlan knownPlan(PostTrainingScenario scenario) {
    int devices = scenario.cluster().devices();
    CallPlacement everywhere =
        CallPlacement.of(new DeviceMesh(0, devices), new ParallelStrategy(1, 8, devices / 8, 1, 1));
    Map<String, CallPlacement> placements = new HashMap<>();
    scenario.workload().dataflow().placed().forEach(it -> placements.put(it.name(), everywhere));
    return PostTrainingPlan.of(placements);
  }

  @ParameterizedTest
  @CsvSource({
    "32, llama-2-13b, llama-2-13b", "32, codellama-34b, codellama-34b",
    "64, codellama-34b, codellama-34b", "64, llama-2-70b, llama-2-7b",
    "64, llama-2-7b, llama-2-7b", "128, llama-2-70b, llama-2-70b",
    "128, llama-2-70b, llama-2-7b", "128, llama-2-13b, llama-2-13b"
  })
  void ofLargeClustersWithPpo(int devices, String actor, String critic) {
    compare(PlacementQuestions.real(devices, actor, critic, 384, 1024));
  }

  @ParameterizedTest
  @CsvSource({
    "32, qwen3-32b, none", "32, qwen3-32b, one-step", "64, qwen3-32b, none",
    "64, qwen3-32b, one-step", "128, qwen3-32b, none", "128, qwen3-32b, one-step",
    "32, qwen3-30b-a3b, none", "32, qwen3-30b-a3b, one-step", "64, qwen3-30b-a3b, none",
    "64, qwen3-8b, none", "128, qwen3-8b, one-step"
  })
  void ofLargeClustersWithGrpo(int devices, String model, String asynchrony) {
    compare(rule("grpo", devices, model, "nemo-rl", asynchrony));
  }

  private static void compare(PostTrainingScenario scenario) {
    PostTrainingAnswer answer = show(scenario, Optional.empty());
    double best = answer.search().bound() / (1 - answer.search().gap());
    double between = scenario.framework().iteration().seconds();
    PlacementSpace space = PlacementQuestions.space(scenario);
    Duration before = cpu();
    MetropolisSearch chain =
        new MetropolisSearch(
            space, PlacementQuestions.costs(space), 0.002, 1, PlacementQuestions.unlimited());
    chain.run(PROPOSALS);
    double seconds = cpu().minus(before).toMillis() / 1e3;
    String others = "";
    for (Planned it : answer.others()) {
      others +=
          String.format(Locale.ROOT, "%s %+.1f %%, ", it.name(), 100 * (it.seconds() / best - 1));
    }
    System.out.printf(
        Locale.ROOT,
        "LARGE | %s | %d | %s Metropolis %+.1f %% (%.0f s, %.0f proposals/s)%n",
        scenario.name(),
        scenario.cluster().devices(),
        others,
        100 * ((chain.seconds() + between) / best - 1),
        seconds,
        PROPOSALS / seconds);
    assertThat(best).isLessThanOrEqualTo((chain.seconds() + between) * (1 + 1e-9));
  }

  private static PostTrainingAnswer show(PostTrainingScenario scenario, Optional<String> launcher) {
    PostTrainingRequest request = PostTrainingRequest.of(scenario);
    request = request.with(new SearchEffort(Optional.empty(), request.effort().work(), 1));
    if (launcher.isPresent()) {
      request = request.with(Launchers.find(launcher.get()).orElseThrow());
    }
    Duration before = cpu();
    PostTrainingAnswer answer = PostTrainingPlanner.calibrated().plan(request);
    double seconds = cpu().minus(before).toMillis() / 1e3;
    System.out.printf(
        Locale.ROOT,
        "ROW | %s | %s | %d | %s | %d | %.0e | %.2f | %.2f %% | %.1f | %d%n",
        scenario.name(),
        scenario.model("actor").name(),
        scenario.cluster().devices(),
        launcher.orElse(scenario.workload().asynchrony().key()),
        (int) scenario.workload().outputs().mean(),
        answer.search().candidates(),
        answer.best().map(Planned::seconds).orElse(Double.NaN),
        100 * answer.search().gap(),
        seconds,
        answer.search().nodes());
    assertThat(answer.feasible()).isTrue();
    for (Planned other : answer.others()) {
      if (other.report().feasible()) {
        assertThat(answer.best().orElseThrow().seconds())
            .isLessThanOrEqualTo(other.seconds() * (1 + 1e-9));
      }
    }
    return answer;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
