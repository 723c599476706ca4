package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How little of the long iterations in the library has to be simulated. Counts are of events, which
 * unlike seconds are the same everywhere.
 */
class LibraryFoldingTest {
  private static final Path LIBRARY = Path.of("..", "scenarios", "library");

  /**
   * Where the slowest stage sets the pace: a fill of the pipeline and a few micro-batches more. The
   * 120 micro-batches of deepseek-v3-2048-h800 are too few beside the 49 of a trial: whether these
   * repeat soon enough hangs on the last digits of parameters.
   */
  @ParameterizedTest
  @CsvSource({
    "megatron-1t-3072-a100, 0.14",
    "gpt-1t-full-recompute-512-a100, 0.14",
    "mt-nlg-530b-2240-a100, 0.17",
    "frontier-175b-1024-mi250x, 0.04",
    "qwen3-235b-a22b-256-h100, 0.1",
    "llama-3.1-405b-256-gb200, 0.3"
  })
  void longIterationsFold(String name, double share) {
    assertThat(simulatedShare(name)).isLessThan(share);
  }

  /**
   * Transfers take so long that stages wait for micro-batches that are on their way: 64 of 1,600.
   */
  @ParameterizedTest
  @CsvSource({"frontier-1t-3072-mi250x, 0.17"})
  void iterationsRepeatByAllMicroBatchesUnderWayWhereTheyGoAround(String name, double share) {
    assertThat(simulatedShare(name)).isLessThan(share);
  }

  /** Two micro-batches take turns. */
  @ParameterizedTest
  @CsvSource({"vocabulary-two-barriers-8-a100, 0.54"})
  void iterationsRepeatByAFewMicroBatches(String name, double share) {
    assertThat(simulatedShare(name)).isLessThan(share);
  }

  private static double simulatedShare(String name) {
    IterationOutcome outcome =
        LoadedIteration.of(context(LIBRARY.resolve(name + ".yaml")), name).result().outcome();
    return (double) outcome.simulatedEvents() / outcome.events();
  }

  private static TrainingContext context(Path file) {
    Calibration calibration = Calibration.bundled();
    Scenario read = ScenarioReader.bundled().read(file).orThrow();
    Scenario scenario = read.with(calibration.framework(read.framework()));
    return new TrainingContext(
        scenario.cluster(),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        scenario.plan().orElseThrow(),
        CalibratedCostModel.of(calibration, scenario.cluster(), new ArrayList<>()));
  }
}
