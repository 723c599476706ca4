package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.Document;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostTrainingEstimatorTest {
  /**
   * The first bar of ReaL's weak-scaling figure: 31.29 s (arXiv 2406.14088, docs/images/vws.svg).
   */
  private static final String REAL =
      """
      version: 1
      name: ReaL, 7B, 8 devices, 128 tokens
      cluster: {device: nvidia-a100-sxm-80g, devices: 8, devicesPerNode: 8}
      model: llama-2-7b
      workload: {
        type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 128, batch: 512,
        miniBatches: 4, precision: fp16, recompute: full, sharding: zero1,
        generationEngine: eager}
      plan:
        calls:
          actorGeneration: {devices: 0-7, tensor: %s, sequenceParallel: true}
          actorTraining: {devices: 0-7, tensor: 8, sequenceParallel: true}
          criticTraining: {devices: 0-7, tensor: 8, sequenceParallel: true}
      """;

  @Test
  void aPublishedStepLiesInItsRange() {
    StepReport report = estimate(PostTrainingEstimator.calibrated(), "8");

    assertThat(report.stepTime().value()).isCloseTo(31.29, within(0.1 * 31.29));
    assertThat(report.stepTime().low()).isLessThan(31.29);
    assertThat(report.stepTime().high()).isGreaterThan(31.29);
    assertThat(report.feasible()).isTrue();
  }

  @Test
  void callsThatTakeTurnsAddUpToTheStep() {
    StepReport report = estimate(PostTrainingEstimator.calibrated(), "8");

    double sum = report.calls().stream().mapToDouble(StepReport.Call::seconds).sum();

    assertThat(report.calls()).hasSize(6);
    assertThat(sum + report.betweenCalls()).isCloseTo(report.stepTime().value(), within(1e-6));
  }

  @Test
  void theRangeHangsOnParametersOfTheFramework() {
    StepReport report = estimate(PostTrainingEstimator.calibrated(), "8");

    assertThat(report.contributions()).isNotEmpty();
    assertThat(report.contributions())
        .allSatisfy(it -> assertThat(it.parameter().path()).startsWith("postTraining.realhf."));
  }

  @Test
  void lessEfficientDevicesTakeLonger() {
    Calibration bundled = Calibration.bundled();

    double usual =
        estimate(PostTrainingEstimator.with(bundled, RangeMethod.none()), "8").stepTime().value();
    double same = estimate(PostTrainingEstimator.atEfficiency(bundled, 1), "8").stepTime().value();
    double half =
        estimate(PostTrainingEstimator.atEfficiency(bundled, 0.5), "8").stepTime().value();

    assertThat(same).isEqualTo(usual);
    assertThat(half).isBetween(1.2 * usual, 2 * usual);
  }

  private static StepReport estimate(PostTrainingEstimator estimator, String tensor) {
    PostTrainingScenario scenario =
        Document.parse(REAL.formatted(tensor), false)
            .then(it -> PostTrainingReader.bundled().read(it, Path.of("")))
            .orThrow();
    return estimator.estimate(scenario, scenario.plan().orElseThrow());
  }
}
