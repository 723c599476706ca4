package io.millrace.scenarios.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published steps of post-training, each predicted from its configuration alone. */
class PublishedStepsTest {

  @Test
  void theStepsOfRealComeOutAsMeasuredWithOneSetOfParameters() {
    Summary summary = summary("real-v1");

    assertThat(summary.cases()).isEqualTo(21);
    assertThat(summary.mape()).isLessThan(0.08);
    assertThat(summary.maxApe()).isLessThan(0.15);
    assertThat(summary.spearman().orElseThrow()).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void theStepsOfNemoRlComeOutWithinAFifth() {
    Summary summary = summary("nemo-rl");

    assertThat(summary.cases()).isEqualTo(19);
    assertThat(summary.mape()).isLessThan(0.2);
    assertThat(summary.spearman().orElseThrow()).isGreaterThan(0.95);
  }

  /** G3 of the targets: of each pair, the order of on-policy and one step off. */
  @Test
  void runningAheadIsPredictedToBeFasterWhereItWas() {
    List<CaseResult.Predicted> steps = check("nemo-rl").scored(Metric.STEP_TIME);
    CaseResult.Predicted onPolicy = find(steps, "nemo-rl-llama3-1-8b-8-on-policy-gb200");
    CaseResult.Predicted ahead = find(steps, "nemo-rl-llama3-1-8b-8-1-step-off-gb200");

    assertThat(ahead.measured()).isLessThan(onPolicy.measured());
    assertThat(ahead.predicted().value()).isLessThan(onPolicy.predicted().value());
  }

  /** verl's published runs: the same devices, colocated or as two halves that stream. */
  @ParameterizedTest
  @CsvSource({
    "verl-colocated-32-h20, verl-streaming-16-16-h20",
    "verl-colocated-32-h20-first-200-steps, verl-streaming-16-16-h20-first-200-steps",
    "verl-colocated-64-h20, verl-streaming-32-32-h20",
    "verl-colocated-128-h20, verl-streaming-64-64-h20"
  })
  void streamingIsAsMuchFasterThanTakingTurnsAsItWas(String together, String apart) {
    List<CaseResult.Predicted> steps = verl().scored(Metric.STEP_TIME);
    CaseResult.Predicted colocated = named(steps, together);
    CaseResult.Predicted streaming = named(steps, apart);

    double measured = streaming.measured() / colocated.measured();
    double predicted = streaming.predicted().value() / colocated.predicted().value();

    assertThat(predicted).isCloseTo(measured, withinPercentage(25));
    assertThat(predicted).isLessThan(0.8);
  }

  /** 231, 171, 146 and 151 s with thresholds of 0, 0.1, 0.3 and 0.5. */
  @Test
  void looserStalenessHelpsAsFarAsItDid() {
    List<CaseResult.Predicted> steps = verl().scored(Metric.STEP_TIME);
    double none = value(steps, "verl-streaming-64-64-h20-staleness-0");
    double little = value(steps, "verl-streaming-64-64-h20-staleness-0.1");
    double some = value(steps, "verl-streaming-64-64-h20-staleness-0.3");
    double half = value(steps, "verl-streaming-64-64-h20");

    assertThat(little / none).isCloseTo(171.30 / 231.34, withinPercentage(10));
    assertThat(some / none).isCloseTo(146.11 / 231.34, withinPercentage(10));
    assertThat(half / some).isCloseTo(1, withinPercentage(3));
  }

  @Test
  void theStepsOfVerlComeOutWithinATenth() {
    CheckResult result = verl();

    assertThat(result.notPredicted()).isEmpty();
    assertThat(result.total(Metric.STEP_TIME).orElseThrow().mape()).isLessThan(0.1);
    assertThat(result.total(Metric.STEP_TIME).orElseThrow().maxApe()).isLessThan(0.2);
  }

  @Test
  void whatRanFits() {
    PostTrainingEstimator estimator =
        PostTrainingEstimator.with(Calibration.bundled(), RangeMethod.none());

    assertThat(verlCases())
        .extracting(it -> it.postTraining().orElseThrow())
        .allSatisfy(
            it ->
                assertThat(estimator.estimate(it, it.plan().orElseThrow()).reasons())
                    .as(it.name())
                    .isEmpty());
  }

  private static double value(List<CaseResult.Predicted> steps, String id) {
    return named(steps, id).predicted().value();
  }

  private static CaseResult.Predicted named(List<CaseResult.Predicted> steps, String id) {
    return steps.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static CheckResult verl() {
    return new MeasurementCheck(
            PostTrainingEstimator.with(Calibration.bundled(), RangeMethod.none()))
        .run(verlCases(), done -> {});
  }

  private static List<MeasuredCase> verlCases() {
    return ScenarioLibrary.open().measured().stream()
        .filter(it -> it.family().equals("verl"))
        .toList();
  }

  /** A family that an H100 would have to run at a quarter of its rate ran on A100. */
  @Test
  @Tag("slow")
  void realRanOnA100() {
    List<MeasuredCase> cases = cases();

    InferredDevice ampere = inferred(cases, "nvidia-a100-sxm-80g");
    InferredDevice hopper = inferred(cases, "nvidia-h100-sxm");

    assertThat(ampere.efficiency()).isBetween(0.9, 1.1);
    assertThat(hopper.efficiency()).isLessThan(0.4);
    assertThat(ampere.summary().mape()).isLessThan(0.08);
    assertThat(hopper.summary().mape()).isLessThan(0.08);
  }

  private static InferredDevice inferred(List<MeasuredCase> cases, String device) {
    return InferredDevice.of(
            cases,
            "real-v1",
            HardwareCatalogue.bundled().device(device).orElseThrow(),
            Calibration.bundled())
        .orElseThrow();
  }

  private static CaseResult.Predicted find(List<CaseResult.Predicted> steps, String start) {
    return steps.stream().filter(it -> it.id().startsWith(start)).findFirst().orElseThrow();
  }

  private static Summary summary(String family) {
    return check(family).total(Metric.STEP_TIME).orElseThrow();
  }

  private static CheckResult check(String family) {
    List<MeasuredCase> cases = cases().stream().filter(it -> it.family().equals(family)).toList();
    CheckResult result =
        new MeasurementCheck(PostTrainingEstimator.with(Calibration.bundled(), RangeMethod.none()))
            .run(cases, done -> {});
    assertThat(result.notPredicted()).isEmpty();
    return result;
  }

  private static List<MeasuredCase> cases() {
    String data = System.getProperty("millrace.data", "");
    Path file = Path.of(data, "measurements", "post-training.json");
    assumeTrue(!data.isEmpty() && Files.exists(file), "needs millrace.data with " + file);
    return new MeasurementsReader(ScenarioReader.bundled()).read(file).orThrow();
  }
}
