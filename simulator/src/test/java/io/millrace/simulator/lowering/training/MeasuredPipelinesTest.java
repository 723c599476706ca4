package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * 1F1B runs of the Vocabulary Parallelism artifact (Yeung et al., arXiv 2411.05288) on eight A100:
 * fed the measured times of each stage's passes, the schedule alone has to give the measured
 * iteration. Nothing is fitted and nothing is communicated, so what is left is what transfers and
 * the optimizer take.
 *
 * <p>Of the four times of the vocabulary the first is that of the output layer's two passes; it
 * shrinks with the vocabulary as they do, and is longer with one barrier, which computes more. The
 * third grows with a stage's rows and has its largest value on the last stage or the first: the
 * embedding's. The second and fourth, what the stage's stream spends on exchanges, depend on the
 * sequence and hardly on the vocabulary; of the second the shortest of all stages counts, as what
 * others take longer is waiting, which the run has by itself.
 */
class MeasuredPipelinesTest {
  private static final double BOUND = 0.02;

  @Test
  void measuredPassesMakeUpTheMeasuredIteration() {
    List<Double> errors = errors(List.of("last-stage", "redistributed"));

    assertThat(errors).hasSize(16);
    assertThat(mean(errors)).isLessThanOrEqualTo(0.015);
    assertThat(errors).allSatisfy(error -> assertThat(error).isBetween(-BOUND, 0.0));
  }

  @Test
  void measuredPassesOfASharedVocabularyMakeUpTheMeasuredIteration() {
    List<Double> errors =
        errors(List.of("parallel-one-barrier", "parallel-two-barriers", "interlaced"));

    assertThat(errors).hasSize(24);
    assertThat(mean(errors)).isLessThanOrEqualTo(0.01);
    assertThat(errors).allSatisfy(error -> assertThat(error).isBetween(-BOUND, BOUND));
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(Math::abs).average().orElseThrow();
  }

  private static List<Double> errors(List<String> methods) {
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> run : BulkData.rows("calibration/vocabulary_parallelism_runs.csv")) {
      if (methods.contains(run.get("method"))) {
        double measured = Double.parseDouble(run.get("iteration_ms")) / 1e3;
        errors.add(iterationSeconds(run) / measured - 1);
      }
    }
    return errors;
  }

  private static double iterationSeconds(Map<String, String> run) {
    double[] forward = seconds(run.get("forward_us_per_stage"));
    double[] backward = seconds(run.get("backward_us_per_stage"));
    Scenario scenario =
        ConstantCosts.prepared(Sample.llama())
            .with("plan.pipeline", forward.length)
            .with("plan.vocabulary", run.get("method"))
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
    List<Chunk> chunks = Chunk.all(context.model(), context.workload(), context.plan());
    List<StageWork> stages = new ArrayList<>();
    for (int stage = 0; stage < forward.length; stage++) {
      Map<PassKind, PassWork> passes = new EnumMap<>(PassKind.class);
      passes.put(PassKind.FORWARD, pass(forward[stage]));
      passes.put(PassKind.BACKWARD, pass(backward[stage]));
      if (context.sharesVocabulary()) {
        addVocabulary(passes, context.plan().vocabulary(), run, stage);
      }
      stages.add(
          new StageWork(List.of(chunks.get(stage)), List.of(passes), List.of(ParameterShare.NONE)));
    }
    TaskGraph graph = new IterationGraph(context, stages).build();
    Outcome outcome = new Engine().run(graph);
    return outcome.end() / 1e12 - context.framework().host().iteration().seconds();
  }

  /**
   * Of the output layer's three products two come before the exchange with one barrier, else one.
   */
  private static void addVocabulary(
      Map<PassKind, PassWork> passes,
      VocabularyPlacement method,
      Map<String, String> run,
      int stage) {
    double first = method == VocabularyPlacement.PARALLEL_ONE_BARRIER ? 2 / 3.0 : 1 / 3.0;
    double output = seconds(run.get("vocabulary_pass_1_us"))[stage];
    double outputExchanges =
        Arrays.stream(seconds(run.get("vocabulary_pass_2_us"))).min().orElseThrow();
    double embedding = seconds(run.get("vocabulary_pass_3_us"))[stage];
    double embeddingExchanges = seconds(run.get("vocabulary_pass_4_us"))[stage];
    double embeddingPass = (embedding + embeddingExchanges) / 2;
    passes.put(PassKind.OUTPUT, pass(first * output + outputExchanges / 2));
    passes.put(PassKind.OUTPUT_GRADIENT, pass((1 - first) * output + outputExchanges / 2));
    passes.put(PassKind.EMBEDDING, pass(embeddingPass));
    passes.put(PassKind.EMBEDDING_GRADIENT, pass(embeddingPass));
  }

  private static PassWork pass(double seconds) {
    double[] parts = new double[TimePart.values().length];
    parts[TimePart.MATRIX_PRODUCTS.ordinal()] = seconds;
    return new PassWork(
        new Segment("pass", seconds, parts, 0, 0, 0, new double[0], List.of()), 0, 0);
  }

  private static double[] seconds(String microseconds) {
    return Arrays.stream(microseconds.split(" "))
        .mapToDouble(it -> Double.parseDouble(it) / 1e6)
        .toArray();
  }
}
