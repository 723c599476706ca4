package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is offloaded waits in a host's memory, which is twice that of its devices. */
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
    String text =
        """
        version: 1
        name: two stages
        cluster: {node: dgx-a100, devices: 2}
        model: {layers: 8, hidden: 2048, ffn: 8192, heads: 16, vocab: 51200, activation: gelu}
        workload: {type: training, framework: megatron-core-2024, globalBatch: %d, sequence: 4096,
                   precision: bf16}
        """
            .formatted(microBatches);
    return ScenarioReader.bundled()
        .read(Document.parse(text, false).orThrow(), Path.of(""))
        .orThrow();
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
}
