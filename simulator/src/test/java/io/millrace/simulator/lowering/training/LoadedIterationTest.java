package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.CoolCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Iterations at the clock that their own load leaves. */
class LoadedIterationTest {
  /** Wide enough that products are most of the time. */
  private static final Sample BUSY =
      Sample.llama().with("model.hidden", 8192).with("model.ffn", 28_672).with("model.layers", 4);

  private static TrainingContext context(Sample sample) {
    Scenario scenario = sample.scenario();
    CostModel costs =
        CalibratedCostModel.of(Calibration.bundled(), scenario.cluster(), new ArrayList<>());
    return new TrainingContext(
        scenario.cluster(),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        scenario.plan().orElseThrow(),
        costs);
  }

  private static double seconds(TrainingContext context) {
    return LoadedIteration.of(context, "sample").result().outcome().seconds();
  }

  /** Of the time with all costs of cool devices. */
  private static double slowdown(TrainingContext context) {
    return seconds(context) / seconds(context.with(new CoolCosts(context.costs())));
  }

  @Test
  void busyDevicesClockLower() {
    double sustained =
        Calibration.bundled().parameters().stream()
            .filter(it -> it.path().equals("kernels.hopper.sustained"))
            .findFirst()
            .orElseThrow()
            .value();

    assertThat(slowdown(context(BUSY))).isBetween(1.02, 1 / sustained);
  }

  /** One micro-batch visits eight stages: each waits for seven eighths of the time. */
  @Test
  void aPipelineThatMostlyWaitsRunsAtTheFullClock() {
    TrainingContext waiting =
        context(
            BUSY.with("model.layers", 8).with("plan.pipeline", 8).with("workload.globalBatch", 1));

    assertThat(LoadedIteration.of(waiting, "sample").context().costs()).isSameAs(waiting.costs());
    assertThat(slowdown(waiting)).isEqualTo(1);
  }

  @Test
  void aFullPipelineClocksLowerThanOneThatWaits() {
    Sample pipeline = BUSY.with("model.layers", 8).with("plan.pipeline", 8);

    assertThat(slowdown(context(pipeline.with("workload.globalBatch", 128))))
        .isGreaterThan(slowdown(context(pipeline.with("workload.globalBatch", 8))));
  }

  @Test
  void lessPowerMakesABusyIterationLonger() {
    double usual = seconds(context(BUSY));
    double less = seconds(context(BUSY.with("cluster.overrides.power", "500 W")));
    double least = seconds(context(BUSY.with("cluster.overrides.power", "350 W")));

    assertThat(less).isGreaterThan(usual);
    assertThat(least).isGreaterThan(less);
  }

  @Test
  void anIterationThatCostsNothingHasNoLoad() {
    TrainingContext free =
        SampleWork.of(ConstantCosts.prepared(Sample.llama()).with("plan.data", 1)).context();

    assertThat(LoadedIteration.of(free, "sample").context().costs()).isSameAs(free.costs());
  }
}
