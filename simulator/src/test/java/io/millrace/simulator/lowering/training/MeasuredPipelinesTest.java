package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * 1F1B runs of the Vocabulary Parallelism artifact (Yeung et al., arXiv 2411.05288) on eight A100:
 * fed the measured times of each stage's passes, the schedule alone has to give the measured
 * iteration. Nothing is fitted and nothing is communicated, so what is left is what transfers and
 * the optimizer take.
 */
class MeasuredPipelinesTest {

  @Test
  void measuredPassesMakeUpTheMeasuredIteration() {
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> run : BulkData.rows("calibration/vocabulary_parallelism_runs.csv")) {
      if (run.get("method").equals("last-stage") || run.get("method").equals("redistributed")) {
        double measured = Double.parseDouble(run.get("iteration_ms")) / 1e3;
        errors.add(iterationSeconds(run) / measured - 1);
      }
    }

    assertThat(errors).hasSize(16);
    assertThat(errors.stream().mapToDouble(Math::abs).average().orElseThrow())
        .isLessThanOrEqualTo(0.015);
    assertThat(errors).allSatisfy(error -> assertThat(error).isBetween(-0.02, 0.0));
  }

  private static double iterationSeconds(Map<String, String> run) {
    double[] forward = seconds(run.get("forward_us_per_stage"));
    double[] backward = seconds(run.get("backward_us_per_stage"));
    Scenario scenario =
        ConstantCosts.prepared(Sample.llama())
            .with("plan.pipeline", forward.length)
            .with("workload.globalBatch", Integer.parseInt(run.get("micro_batches")))
            .scenario();
    TrainingContext context =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            scenario.plan().orElseThrow(),
            new ConstantCosts(0));
    List<Chunk> chunks = StageLayout.of(context.model(), context.plan());
    List<StageWork> stages = new ArrayList<>();
    for (int stage = 0; stage < forward.length; stage++) {
      stages.add(
          new StageWork(
              List.of(chunks.get(stage)),
              List.of(segment("forward", forward[stage])),
              List.of(segment("backward", backward[stage])),
              List.of(ParameterShare.NONE),
              List.of(0.0),
              List.of(0.0)));
    }
    TaskGraph graph = new IterationGraph(context, stages).build();
    Outcome outcome = new Engine().run(graph);
    return outcome.end() / 1e12 - context.framework().host().iteration().seconds();
  }

  private static Segment segment(String name, double seconds) {
    double[] parts = new double[TimePart.values().length];
    parts[TimePart.MATRIX_PRODUCTS.ordinal()] = seconds;
    return new Segment(name, seconds, parts, 0, 0, new double[0], List.of());
  }

  private static double[] seconds(String microseconds) {
    return Arrays.stream(microseconds.split(" "))
        .mapToDouble(it -> Double.parseDouble(it) / 1e6)
        .toArray();
  }
}
