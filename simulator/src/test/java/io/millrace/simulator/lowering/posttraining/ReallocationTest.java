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
import io.millrace.simulator.lowering.posttraining.TransferPlan.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReallocationTest {
  private static final ModelArchitecture MODEL =
      ArchitectureCatalogue.bundled().find("llama-2-7b").orElseThrow().architecture();
  private static final Cluster CLUSTER =
      Cluster.of(HardwareCatalogue.bundled().node("dgx-h100").orElseThrow(), 32);

  private final Reallocation reallocation = new Reallocation(CLUSTER);

  /**
   * Shares of the model that the device with most to receive lacks. From tp 8 to tp 4 a device has
   * at most half of what it needs; the last one of eight needs the second quarter of the second
   * replica of four and has the last eighth.
   */
  @ParameterizedTest
  @CsvSource({
    "d1t8p1, 0-7, d1t8p1, 0-7, 0",
    "d1t8p1, 0-7, d2t8p1, 0-15, 0.125",
    "d1t8p1, 0-7, d1t8p1, 8-15, 0.125",
    "d1t8p1, 0-7, d8t1p1, 0-7, 0.875",
    "d8t1p1, 0-7, d1t8p1, 0-7, 0",
    "d1t1p8, 0-7, d1t8p1, 0-7, 0.109375",
    "d1t3p1, 0-2, d1t2p1, 0-1, 0.333333333333"
  })
  void movesWhatDevicesDoNotHave(
      String from, String fromMesh, String to, String toMesh, double share) {
    double bytes = reallocation.mostBytes(MODEL, placement(from, fromMesh), placement(to, toMesh));

    assertThat(bytes / (2.0 * MODEL.parameters())).isCloseTo(share, within(1e-9));
  }

  @Test
  void linksWithinANodeAreFasterThanTheNetwork() {
    CallPlacement from = placement("d1t4p1", "0-3");

    double near = reallocation.seconds(MODEL, from, placement("d1t4p1", "4-7"));
    double far = reallocation.seconds(MODEL, from, placement("d1t4p1", "8-11"));

    assertThat(near).isLessThan(far / 5);
    assertThat(far).isCloseTo(2.0 * MODEL.parameters() / 4 / 50e9, within(1e-3));
  }

  /** One device sends all of it, although each receiver needs an eighth. */
  @Test
  void aLonelySenderHoldsUpAll() {
    double seconds =
        reallocation.seconds(MODEL, placement("d1t1p1", "0"), placement("d1t8p1", "8-15"));

    assertThat(seconds).isCloseTo(2.0 * MODEL.parameters() / 50e9, within(1e-9));
  }

  /** Each takes an eighth from the network and the others from its neighbours. */
  @Test
  void replicasOfANodeShareItsNetwork() {
    double seconds =
        reallocation.seconds(MODEL, placement("d8t1p1", "0-7"), placement("d8t1p1", "8-15"));

    assertThat(seconds).isCloseTo(2.0 * MODEL.parameters() / 8 / 50e9, within(1e-9));
  }

  @Test
  void expertsMoveWhereTheirOwnersDiffer() {
    ModelArchitecture model =
        ArchitectureCatalogue.bundled().find("qwen3-30b-a3b").orElseThrow().architecture();
    CallPlacement spread = placement("d4t1p1c1e4", "0-3");
    double experts = 2.0 * model.parameterCount().routedExperts();

    TransferPlan plan = reallocation.plan(model, spread, placement("d4t1p1", "0-3"));

    assertThat(plan.transfers()).allSatisfy(it -> assertThat(it.what().experts()).isTrue());
    assertThat(plan.bytes()).isCloseTo(4 * 0.75 * experts, within(1.0));
    assertThat(reallocation.plan(model, spread, placement("d4t1p1c1e4", "0-3")).transfers())
        .isEmpty();
  }

  /** 32 layers in three stages are cut as a framework cuts them: 10 with the embedding, 12, 10. */
  @Test
  void stagesAreThoseOfTheFramework() {
    TransferPlan plan =
        reallocation.plan(MODEL, placement("d1t1p1", "0"), placement("d1t1p3", "8-10"));

    double layer = 2.0 * MODEL.layers().getFirst().parameters(MODEL.hidden()).total();
    double table = 2.0 * MODEL.parameterCount().embedding();
    assertThat(plan.received(8)).isCloseTo(10 * layer + table, within(1.0));
    assertThat(plan.received(9)).isCloseTo(12 * layer, within(1.0));
  }

  @Test
  void copiesOfASliceShareTheSending() {
    TransferPlan plan =
        reallocation.plan(MODEL, placement("d4t2p1", "0-7"), placement("d1t2p1", "8-9"));

    assertThat(plan.transfers())
        .extracting(Transfer::sender)
        .containsExactlyInAnyOrder(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(plan.transfers()).extracting(Transfer::bytes).containsOnly(MODEL.parameters() / 4.0);
  }

  private static CallPlacement placement(String label, String mesh) {
    return CallPlacement.of(DeviceMesh.parse(mesh), ParallelStrategy.parse(label));
  }
}
