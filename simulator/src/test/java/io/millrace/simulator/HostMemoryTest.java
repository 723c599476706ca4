package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is offloaded waits in a host's memory, of which these devices have 160 GB each. */
class HostMemoryTest {
  private static final ParallelStrategy DEGREES = new ParallelStrategy(1, 1, 2, 1, 1);
  private static final LayerStrategy OFFLOADED = offloaded();

  private static LayerStrategy offloaded() {
    LayerStrategy kept = LayerStrategy.of(1, false, Recompute.NONE);
    return new LayerStrategy(
        kept.microBatch(),
        kept.sequenceParallel(),
        kept.asyncTensorParallel(),
        kept.contextExchange(),
        kept.recompute(),
        kept.recomputeSpan(),
        true,
        kept.offloadLayers());
  }

  /** About 0.9 GiB of activations a micro-batch and stage. */
  private static Scenario scenario(int microBatches) {
    return sample(microBatches).scenario();
  }

  private static Sample sample(int microBatches) {
    String text =
        """
        version: 1
        name: two stages
        cluster: {node: dgx-a100, devices: 2, hostMemory: 1280 GB}
        model: {layers: 8, hidden: 2048, ffn: 8192, heads: 16, vocab: 51200, activation: gelu}
        workload: {type: training, framework: megatron-core-2024, globalBatch: %d, sequence: 4096,
                   precision: bf16}
        """
            .formatted(microBatches);
    return Sample.of(text);
  }

  private static boolean isHeld(ScheduleKind schedule, int microBatches) {
    PlanCosts costs = PlanCosts.calibrated(scenario(microBatches));
    PlanLayout layout = costs.layout(DEGREES, Pipelining.of(schedule, 1));
    PassCosts passes = costs.passes(layout, OFFLOADED, ReplicaStrategy.COPIES);
    ReplicaCosts replicas = costs.replicas(layout, ReplicaStrategy.COPIES, microBatches);
    PlanFigures figures = new PlanFigures();
    costs.evaluate(layout, passes, replicas, figures);

    boolean held = Double.isFinite(costs.leastBytes(layout, passes, replicas));
    assertThat(figures.fits()).isEqualTo(held && figures.headroomBytes() >= 0);
    return held;
  }

  @Test
  void holdsSomeMicroBatches() {
    assertThat(isHeld(ScheduleKind.GPIPE, 16)).isTrue();
  }

  @Test
  void doesNotHoldAllOfThemAtOnce() {
    assertThat(isHeld(ScheduleKind.GPIPE, 1024)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_FORWARD_ONE_BACKWARD", "ZERO_BUBBLE_B"})
  void holdsThoseUnderWayHoweverManyThereAre(ScheduleKind schedule) {
    assertThat(isHeld(schedule, 1024)).isTrue();
  }

  private static SimulationReport simulated(Sample sample) {
    return sample
        .with("plan.pipeline", 2)
        .with("plan.schedule", "gpipe")
        .with("plan.activationOffload", true)
        .report();
  }

  /** All of them wait at once: at 40 GB for each of 8 devices, 30 of them do and 60 do not. */
  @Test
  void simulationsRefuseWhatSearchesRefuse() {
    for (int microBatches : new int[] {30, 60}) {
      Sample sample = sample(microBatches).with("cluster.hostMemory", "320 GB");
      PlanCosts costs = PlanCosts.calibrated(sample.scenario());
      PlanLayout layout = costs.layout(DEGREES, Pipelining.of(ScheduleKind.GPIPE, 1));
      PassCosts passes = costs.passes(layout, OFFLOADED, ReplicaStrategy.COPIES);
      ReplicaCosts replicas = costs.replicas(layout, ReplicaStrategy.COPIES, microBatches);

      SimulationReport report = simulated(sample);

      assertThat(report.feasible()).isEqualTo(microBatches == 30);
      assertThat(Double.isFinite(costs.leastBytes(layout, passes, replicas)))
          .isEqualTo(report.feasible());
    }
  }

  @Test
  void saysWhatTheHostWouldHaveToHold() {
    SimulationReport report = simulated(sample(60).with("cluster.hostMemory", "320 GB"));

    assertThat(report.hostMemory().orElseThrow().capacity()).isEqualTo(Bytes.parse("40 GB"));
    assertThat(report.reasons())
        .singleElement()
        .asString()
        .contains("in host memory")
        .contains("cluster.hostMemory");
  }

  @Test
  void assumesAHostOnlyWhereNobodySaysWhatItHas() {
    Sample known = sample(8);
    Sample unknown = known.without("cluster.hostMemory").with("cluster.node", "hgx-a800");

    assertThat(simulated(known).assumptions())
        .extracting(Assumption::path)
        .doesNotContain("cluster.hostMemory");
    assertThat(simulated(unknown).assumptions())
        .contains(
            new Assumption(
                "cluster.hostMemory",
                "1.25 TiB",
                "twice the memory of the devices: nobody says how much node hgx-a800 has"));
  }
}
