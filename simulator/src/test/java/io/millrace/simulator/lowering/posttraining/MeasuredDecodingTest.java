package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.Document;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.GenerationEngine.Mode;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Steps of vLLM as servers measured them (AIConfigurator's silicon samples), which no parameter of
 * steps was fitted to but the millisecond that a step takes beside its kernels: a token takes a
 * decode step and its share of the prompts that are read meanwhile.
 */
class MeasuredDecodingTest {
  private static final double STEP = 1e-3;
  private static final int PREFILL_TOKENS = 8192;

  @ParameterizedTest
  @CsvSource({
    "nvidia-h100-sxm, meta-llama/Llama-3.1-70B, 10, 0.12",
    "nvidia-h100-sxm, MiniMaxAI/MiniMax-M2.5, 5, 0.12",
    "nvidia-b200-sxm, meta-llama/Llama-3.1-70B, 20, 0.15",
    "nvidia-b200-sxm, MiniMaxAI/MiniMax-M2.5, 50, 0.15"
  })
  void tokensTakeWhatServersMeasured(String device, String model, int fewest, double most) {
    List<JsonNode> cases = cases(device, model);

    double error =
        cases.stream()
            .mapToDouble(it -> Math.abs(seconds(it) / measured(it) - 1))
            .average()
            .orElse(1);

    assertThat(cases).hasSizeGreaterThanOrEqualTo(fewest);
    assertThat(error).isLessThan(most);
  }

  private static List<JsonNode> cases(String device, String model) {
    JsonNode root = Document.read(BulkData.file("measurements/serving.json")).orThrow().root();
    return StreamSupport.stream(root.get("cases").spliterator(), false)
        .filter(it -> it.at("/cluster/device").asString("").equals(device))
        .filter(it -> it.at("/model/name").asString("").equals(model))
        .filter(it -> it.at("/workload/engine").asString("").equals("vllm"))
        .filter(it -> it.at("/workload/gemmQuantization").asString("").equals("fp8"))
        .filter(it -> it.at("/plan/mode").asString("").equals("aggregated"))
        .filter(it -> it.at("/plan/attentionData").asInt(1) == 1)
        .toList();
  }

  private static double measured(JsonNode one) {
    return one.at("/measured/timePerOutputTokenMs").doubleValue() * 1e-3;
  }

  private static double seconds(JsonNode one) {
    int requests = one.at("/workload/concurrency").intValue();
    double input = one.at("/workload/inputTokens").doubleValue();
    double output = one.at("/workload/outputTokens").doubleValue();
    StepCosts steps = steps(one);
    double together = Math.max(1, PREFILL_TOKENS / input);
    double prompt = steps.prefill(together, input) / together;
    return steps.decode(requests, input + output / 2) + requests * prompt / output;
  }

  private static StepCosts steps(JsonNode one) {
    int tensor = one.at("/plan/tensor").intValue();
    HardwareCatalogue hardware = HardwareCatalogue.bundled();
    String device = one.at("/cluster/device").stringValue();
    Cluster cluster =
        Cluster.of(
            hardware.defaultNode(hardware.device(device).orElseThrow()).withDevices(8), tensor);
    CostModel costs = CalibratedCostModel.of(Calibration.bundled(), cluster, new ArrayList<>());
    ModelArchitecture model =
        ArchitectureCatalogue.bundled()
            .find(one.at("/model/name").stringValue())
            .orElseThrow()
            .architecture();
    return new StepCosts(
        costs, cluster, model, new ParallelStrategy(1, tensor, 1, 1, 1), vllm(), NumberFormat.FP8);
  }

  private static GenerationEngine vllm() {
    Duration none = new Duration(0);
    return new GenerationEngine(
        "vllm",
        Mode.GRAPH,
        none,
        none,
        new Duration(STEP),
        none,
        new Duration(10e-6),
        new Duration(8e-6),
        none,
        0.9,
        0.9,
        1024,
        16);
  }
}
