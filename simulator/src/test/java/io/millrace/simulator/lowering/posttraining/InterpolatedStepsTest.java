package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.PostTrainingFrameworks;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolatedStepsTest {

  @ParameterizedTest
  @CsvSource({
    "llama-3.1-8b, 1, 1",
    "llama-3.1-8b, 16, 700",
    "llama-3.1-8b, 17, 1000",
    "llama-3.1-8b, 131, 2345",
    "llama-3.1-8b, 1000, 300",
    "Qwen/Qwen3-30B-A3B, 7, 5000",
    "Qwen/Qwen3-30B-A3B, 49, 1234",
    "Qwen/Qwen3-30B-A3B, 333, 3000"
  })
  void isCloseToWhatTheStepCosts(String model, double requests, double context) {
    EngineSteps steps = steps(model);

    double exact = steps.decode(requests, context);

    assertThat(new InterpolatedSteps(steps).decode(requests, context))
        .isCloseTo(exact, within(0.015 * exact));
  }

  private static StepCosts steps(String model) {
    Cluster cluster = Cluster.of(HardwareCatalogue.bundled().node("dgx-h100").orElseThrow(), 8);
    GenerationEngine vllm = PostTrainingFrameworks.bundled().find("nemo-rl").orElseThrow().engine();
    return new StepCosts(
        CalibratedCostModel.of(Calibration.bundled(), cluster, new ArrayList<>()),
        cluster,
        ArchitectureCatalogue.bundled().find(model).orElseThrow().architecture(),
        new ParallelStrategy(1, 2, 1, 1, 1),
        vllm,
        NumberFormat.BF16);
  }
}
