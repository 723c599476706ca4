package io.millrace.scenarios.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fits without a family share the linearization of the fit to all runs, which saw the family. A fit
 * that never did must predict nearly the same.
 */
@Tag("slow")
class LinearPredictionTest {
  private static final String FAMILY = "dlperf-megatron";

  @Test
  void aFitThatNeverSawTheFamilyPredictsItNearlyTheSame() {
    Calibration unfitted = Calibration.unfitted();
    List<MeasuredCase> cases = ScenarioLibrary.open().measured();
    List<MeasuredRun> all = MeasuredRun.of(cases);
    List<MeasuredRun> family = all.stream().filter(it -> it.family().equals(FAMILY)).toList();
    List<MeasuredRun> others = all.stream().filter(it -> !it.family().equals(FAMILY)).toList();

    Posterior shared = new TrainingFit(unfitted, all).run(3, done -> {}).without(FAMILY);
    Posterior own = new TrainingFit(unfitted, others).run(3, done -> {}).posterior();

    Simulator shortcut = Simulator.with(unfitted.with(shared.informed()), RangeMethod.none());
    Simulator proper = Simulator.with(unfitted.with(own.informed()), RangeMethod.none());
    assertThat(family)
        .isNotEmpty()
        .allSatisfy(
            run ->
                assertThat(Math.abs(run.logError(shortcut) - run.logError(proper)))
                    .as(run.source().id())
                    .isLessThan(0.02));
  }
}
