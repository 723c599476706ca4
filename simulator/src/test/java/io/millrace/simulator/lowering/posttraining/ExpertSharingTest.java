package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.PostTrainingFrameworks;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpertSharingTest {
  private static final ModelArchitecture QWEN =
      ArchitectureCatalogue.bundled().find("Qwen/Qwen3-30B-A3B").orElseThrow().architecture();

  private static final Cluster NODE =
      Cluster.of(HardwareCatalogue.bundled().node("dgx-h100").orElseThrow(), 8);

  @ParameterizedTest
  @CsvSource({"4, 1, 4, 1", "4, 2, 2, 1", "4, 4, 1, 1", "2, 8, 1, 4", "1, 8, 1, 8"})
  void expertsAreSharedWithinAnEngineAndThenAmongEngines(
      int tensor, int expert, int slices, int engines) {
    ExpertSharing sharing = new ExpertSharing(tensor, expert);

    assertThat(sharing.slices()).isEqualTo(slices);
    assertThat(sharing.engines()).isEqualTo(engines);
    assertThat(sharing.share()).isEqualTo(1.0 / Math.max(tensor, expert));
  }

  /** Experts of 48 layers are 29 of its 30.5 billion weights. */
  @Test
  void enginesThatShareExpertsHaveRoomForMoreTokens() {
    double routed = QWEN.routedParameters();

    double alone = memory(8, 1, 1).weightBytes();
    double shared = memory(8, 1, 8).weightBytes();

    assertThat(routed).isCloseTo(29e9, within(0.5e9));
    assertThat(alone - shared).isCloseTo(2 * routed * 7 / 8, within(1.0));
    assertThat(memory(8, 1, 8).tokens()).isGreaterThan(4 * memory(8, 1, 1).tokens());
    assertThat(memory(1, 8, 8).weightBytes()).isEqualTo(memory(1, 8, 1).weightBytes());
  }

  /** Few tokens wake most experts of each engine, and of the shared ones only a rank's own. */
  @Test
  void fewTokensReadFewerWeightsWhereExpertsAreShared() {
    assertThat(steps(8, 1, 8).decode(32, 1024)).isLessThan(steps(8, 1, 1).decode(32, 1024));
  }

  private static CacheMemory memory(int data, int tensor, int expert) {
    return new CacheMemory(
        NODE.device(),
        QWEN,
        new ParallelStrategy(data, tensor, 1, 1, expert),
        0.9,
        0,
        NumberFormat.BF16);
  }

  private static StepCosts steps(int data, int tensor, int expert) {
    CostModel costs = CalibratedCostModel.of(Calibration.bundled(), NODE, new ArrayList<>());
    GenerationEngine engine = PostTrainingFrameworks.bundled().find("verl").orElseThrow().engine();
    return new StepCosts(
        costs,
        NODE,
        QWEN,
        new ParallelStrategy(data, tensor, 1, 1, expert),
        engine,
        NumberFormat.BF16);
  }
}
