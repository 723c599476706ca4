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
import io.millrace.simulator.lowering.posttraining.TransferPlan.Piece;
import io.millrace.simulator.lowering.posttraining.TransferPlan.Transfer;
import io.millrace.simulator.lowering.posttraining.WeightSlices.Part;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TransferPlanProperties {
  private static final int NODE = 8;
  private static final Cluster CLUSTER =
      Cluster.of(HardwareCatalogue.bundled().node("dgx-h100").orElseThrow(), 128);
  private static final ModelArchitecture DENSE = model("llama-2-7b");
  private static final ModelArchitecture EXPERTS = model("qwen3-30b-a3b");

  private final Reallocation reallocation = new Reallocation(CLUSTER);

  @Provide
  Arbitrary<CallPlacement> placements() {
    Arbitrary<Integer> degree = Arbitraries.integers().between(1, 4);
    return Combinators.combine(
            degree,
            degree,
            Arbitraries.of(1, 2, 3, 5),
            degree,
            Arbitraries.integers().between(0, 9))
        .as(
            (data, tensor, pipeline, expert, place) -> {
              int experts = data * tensor % expert == 0 ? expert : 1;
              ParallelStrategy strategy = new ParallelStrategy(data, tensor, pipeline, 1, experts);
              int devices = (int) strategy.devices();
              return CallPlacement.of(new DeviceMesh(4 * place, devices), strategy);
            });
  }

  /** What arrives and what is kept are a device's slices, and nothing arrives twice. */
  @Property(tries = 300)
  void everyReceiverGetsExactlyItsSlices(
      @ForAll("placements") CallPlacement from,
      @ForAll("placements") CallPlacement to,
      @ForAll boolean sparse) {
    ModelArchitecture model = sparse ? EXPERTS : DENSE;
    WeightSlices source = WeightSlices.of(from);
    WeightSlices target = WeightSlices.of(to);
    StageOverlap overlap = StageOverlap.exact(model, 2, source, target);

    TransferPlan plan = reallocation.plan(model, from, to);

    Map<Piece, Map<Integer, Double>> received = new HashMap<>();
    for (Transfer transfer : plan.transfers()) {
      for (int receiver : transfer.receivers()) {
        received
            .computeIfAbsent(transfer.what(), it -> new HashMap<>())
            .merge(receiver, transfer.bytes(), Double::sum);
      }
    }
    double all = 0;
    for (Part part : Part.values()) {
      for (int device = target.first(); device < target.end(); device++) {
        for (int stage = 0; stage < source.stages(); stage++) {
          for (int cell = 0; cell < source.cells(part); cell++) {
            int own = target.cell(part, device);
            double common =
                overlap.bytes(part, stage, target.stage(device))
                    * WeightSlices.common(part, source, cell, target, own);
            boolean holds =
                source.contains(device)
                    && source.stage(device) == stage
                    && source.cell(part, device) == cell;
            Piece piece = new Piece(stage, target.stage(device), part == Part.EXPERTS, cell, own);
            double bytes = received.getOrDefault(piece, Map.of()).getOrDefault(device, 0.0);
            double lacks = holds || from.holdsSlicesOf(to) ? 0 : common;
            assertThat(bytes).isCloseTo(lacks, within(1e-6 * common));
            all += lacks;
          }
        }
      }
    }
    assertThat(plan.bytes()).isCloseTo(all, within(1e-6 * all));
  }

  @Property(tries = 300)
  void whoSendsHoldsIt(
      @ForAll("placements") CallPlacement from, @ForAll("placements") CallPlacement to) {
    WeightSlices source = WeightSlices.of(from);

    assertThat(reallocation.plan(EXPERTS, from, to).transfers())
        .allSatisfy(
            it -> {
              Part part = it.what().experts() ? Part.EXPERTS : Part.DENSE;
              assertThat(source.stage(it.sender())).isEqualTo(it.what().fromStage());
              assertThat(source.cell(part, it.sender())).isEqualTo(it.what().fromCell());
            });
  }

  @Property(tries = 300)
  void aNodeThatHoldsAPieceServesItself(
      @ForAll("placements") CallPlacement from, @ForAll("placements") CallPlacement to) {
    WeightSlices source = WeightSlices.of(from);

    for (Transfer transfer : reallocation.plan(DENSE, from, to).transfers()) {
      int stage = transfer.what().fromStage();
      List<Integer> nodes =
          Arrays.stream(source.copies(Part.DENSE, stage, transfer.what().fromCell()).devices())
              .map(it -> it / NODE)
              .boxed()
              .toList();
      if (transfer.receivers().stream().anyMatch(it -> it / NODE != transfer.sender() / NODE)) {
        assertThat(transfer.receivers())
            .allSatisfy(it -> assertThat(Collections.frequency(nodes, it / NODE)).isZero());
      }
    }
  }

  /** The closed form's stages are of equal size; a model's differ by its embedding and a layer. */
  @Property(tries = 500)
  void theClosedFormIsNearTheBusiestLinkOfThePlan(
      @ForAll("placements") CallPlacement from, @ForAll("placements") CallPlacement to) {
    double near = reallocation.seconds(DENSE, from, to);

    double planned = busiest(reallocation.plan(DENSE, from, to));

    assertThat(planned).isBetween(0.7 * near, 3 * near + 1e-9);
  }

  private static double busiest(TransferPlan plan) {
    FabricLinks links = new FabricLinks(CLUSTER);
    Map<Integer, Double> bytes = new HashMap<>();
    for (Transfer transfer : plan.transfers()) {
      links
          .crossed(transfer.sender(), transfer.receivers())
          .forEach((link, times) -> bytes.merge(link, times * transfer.bytes(), Double::sum));
    }
    return bytes.entrySet().stream()
        .mapToDouble(it -> it.getValue() / links.capacity(it.getKey()))
        .max()
        .orElse(0);
  }

  private static ModelArchitecture model(String id) {
    return ArchitectureCatalogue.bundled().find(id).orElseThrow().architecture();
  }
}
