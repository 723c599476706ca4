package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReallocationProperties {
  private static final ModelArchitecture MODEL =
      ArchitectureCatalogue.bundled().find("llama-2-7b").orElseThrow().architecture();
  private static final Reallocation REALLOCATION =
      new Reallocation(Cluster.of(HardwareCatalogue.bundled().node("dgx-h100").orElseThrow(), 128));

  @Provide
  Arbitrary<CallPlacement> placements() {
    Arbitrary<Integer> degree = Arbitraries.integers().between(1, 4);
    return Combinators.combine(degree, degree, degree, Arbitraries.integers().between(0, 3))
        .as(
            (data, tensor, pipeline, node) -> {
              ParallelStrategy strategy = new ParallelStrategy(data, tensor, pipeline, 1, 1);
              return CallPlacement.of(new DeviceMesh(8 * node, (int) strategy.devices()), strategy);
            });
  }

  @Property
  void noDeviceReceivesMoreThanItsShare(
      @ForAll("placements") CallPlacement from, @ForAll("placements") CallPlacement to) {
    double share = 2.0 * MODEL.parameters() / (to.strategy().tensor() * to.strategy().pipeline());

    assertThat(REALLOCATION.mostBytes(MODEL, from, to)).isBetween(0.0, share * (1 + 1e-9));
  }

  @Property
  void nothingMovesBetweenEqualPlacements(@ForAll("placements") CallPlacement placement) {
    assertThat(REALLOCATION.seconds(MODEL, placement, placement)).isZero();
  }

  /** With ranks counted from the other end; what exact searches rest on. */
  @Property
  void mirrorImagesCostTheSame(
      @ForAll("placements") CallPlacement from, @ForAll("placements") CallPlacement to) {
    double seconds = REALLOCATION.seconds(MODEL, from, to);

    assertThat(REALLOCATION.seconds(MODEL, mirrored(from), mirrored(to)))
        .isCloseTo(seconds, within(1e-9 * seconds));
  }

  private static CallPlacement mirrored(CallPlacement placement) {
    DeviceMesh mesh = placement.mesh();
    return placement.on(new DeviceMesh(128 - mesh.end(), mesh.size()));
  }
}
