package io.millrace.scenarios.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.parameter.Parameter;
import io.millrace.scenarios.SampleCases;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fits to what a simulator with other parameters says: the truth is known. */
class TrainingFitTest {
  private static final int[] BATCHES = {16, 24, 32, 48, 64, 96, 128, 192};
  private static final Calibration UNFITTED = Calibration.unfitted();

  @Test
  void findsTheParametersOfASyntheticMachine() {
    Parameter slower = prior("frameworks.megatron-lm-2022.host.launch").moved(2);
    Calibration truth = UNFITTED.with(List.of(slower));
    List<MeasuredRun> runs = measuredOn(truth);

    Posterior posterior = new TrainingFit(UNFITTED, runs).run(2, done -> {}).posterior();

    double before = worstError(runs, UNFITTED);
    double after = worstError(runs, UNFITTED.with(posterior.informed()));
    assertThat(before).isGreaterThan(0.1);
    assertThat(after).isLessThan(0.2 * before);
    assertThat(posterior.parameters())
        .filteredOn(it -> it.path().equals(slower.path()))
        .singleElement()
        .satisfies(it -> assertThat(it.moved()).isGreaterThan(1.3));
  }

  @Test
  void staysAtThePriorsWhereTheyAreRight() {
    List<MeasuredRun> runs = measuredOn(UNFITTED);

    Posterior posterior = new TrainingFit(UNFITTED, runs).run(1, done -> {}).posterior();

    assertThat(posterior.parameters())
        .allSatisfy(it -> assertThat(Math.abs(it.moved())).isLessThan(1e-6));
    assertThat(posterior.informed()).as("and knows them better").isNotEmpty();
  }

  @Test
  void reportsEveryStep() {
    TrainingFit fit = new TrainingFit(UNFITTED, measuredOn(UNFITTED));
    List<Integer> steps = Collections.synchronizedList(new ArrayList<>());

    fit.run(2, steps::add);

    assertThat(steps)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, fit.steps(2)).boxed().toList());
  }

  private static Parameter prior(String path) {
    return UNFITTED.parameters().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static List<MeasuredRun> measuredOn(Calibration machine) {
    Simulator simulator = Simulator.with(machine, RangeMethod.none());
    List<String> texts = new ArrayList<>();
    for (int batch : BATCHES) {
      MeasuredRun run = runs(List.of(SampleCases.text("b" + batch, "f", batch, 1))).getFirst();
      double seconds = Math.exp(run.logError(simulator));
      texts.add(SampleCases.text("b" + batch, "f", batch, seconds));
    }
    return runs(texts);
  }

  private static List<MeasuredRun> runs(List<String> texts) {
    List<MeasuredCase> cases = SampleCases.read(SampleCases.file(texts));
    return MeasuredRun.of(cases);
  }

  private static double worstError(List<MeasuredRun> runs, Calibration calibration) {
    Simulator simulator = Simulator.with(calibration, RangeMethod.none());
    return runs.stream().mapToDouble(it -> Math.abs(it.logError(simulator))).max().orElseThrow();
  }
}
