package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.MatrixTiles.Shape;
import org.junit.jupiter.api.Test;

/** What fused expert layers of inference cost. */
class ExpertCostsTest {
  private static final CostModel A100 = costs(SampleClusters.A100);
  private static final CostModel H100 = costs(SampleClusters.H100);

  private static CostModel costs(String device) {
    return SampleClusters.costs(SampleClusters.of(device, 8));
  }

  private static Operation.ExpertLayer layer(int tokens, int inner, boolean gated) {
    return layer(tokens, inner, gated, NumberFormat.BF16);
  }

  private static Operation.ExpertLayer layer(
      int tokens, int inner, boolean gated, NumberFormat format) {
    Scaling scaling = format == NumberFormat.BF16 ? Scaling.NONE : Scaling.TENSOR;
    return new Operation.ExpertLayer(
        tokens, 4096, inner, 2, 8, 1, 1, gated, Routing.BALANCED, format, scaling);
  }

  private static double seconds(CostModel costs, Operation operation) {
    return costs.cost(operation).seconds();
  }

  @Test
  void earlyTritonKernelsTakeWideTilesOnceThereAreMoreTokensThanExperts() {
    assertThat(ExpertTiles.BY_EXPERTS.shape(8, 8)).isEqualTo(new Shape(16, 32));
    assertThat(ExpertTiles.BY_EXPERTS.shape(9, 8)).isEqualTo(new Shape(64, 64));
  }

  @Test
  void laterOnesGoByTheTokensAlone() {
    assertThat(ExpertTiles.BY_TOKENS.shape(32, 256)).isEqualTo(new Shape(16, 64));
    assertThat(ExpertTiles.BY_TOKENS.shape(513, 256)).isEqualTo(new Shape(128, 128));
  }

  /** Rows of 64 and narrow steps stream weights slowly: measured 1.6 ms at 8 and 2.4 ms at 16. */
  @Test
  void weightsStreamMoreSlowlyThroughWideTiles() {
    double few = seconds(A100, layer(8, 14_336, true));
    double more = seconds(A100, layer(9, 14_336, true));

    assertThat(more / few).isBetween(1.3, 1.7);
  }

  @Test
  void aRowThatStartsATileCostsAsMuchAsAFullOne() {
    double full = seconds(A100, layer(4096, 14_336, true));
    double started = seconds(A100, layer(4097, 14_336, true));

    // Four experts more have a tile of 64 rows: 1/16 of their 1,024.
    assertThat(started / full).isBetween(1.005, 1.07);
  }

  @Test
  void longBatchesAreCutIntoPieces() {
    double piece = seconds(A100, layer(16_384, 14_336, true));

    assertThat(seconds(A100, layer(32_768, 14_336, true)))
        .isCloseTo(2 * piece, withPercentage(1e-6));
  }

  @Test
  void expertsWithoutAGateCostTwoThirds() {
    double gated = seconds(H100, layer(8192, 14_336, true));

    assertThat(seconds(H100, layer(8192, 14_336, false)) / gated).isBetween(0.6, 0.7);
  }

  @Test
  void widthsOfNoWholeVectorsAreSlow() {
    double whole = seconds(H100, layer(8192, 96, true));
    double odd = seconds(H100, layer(8192, 88, true));

    assertThat(odd).isGreaterThan(1.5 * whole);
  }

  /** Balanced experts with 128 and with 256 rows: measured 1.14 and about 2.3 ms. */
  @Test
  void untunedKernelsReadWeightsAgainForEveryTileOfRows() {
    double one = seconds(H100, layer(512, 14_336, true, NumberFormat.FP8));
    double two = seconds(H100, layer(1024, 14_336, true, NumberFormat.FP8));

    assertThat(two / one).isBetween(1.4, 1.7);
  }
}
