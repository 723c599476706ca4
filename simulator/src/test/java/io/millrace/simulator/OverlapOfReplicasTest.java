package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of exchanges between replicas. */
class OverlapOfReplicasTest {
  private static final Sample REPLICAS = Sample.llama().with("plan.data", 2);
  private static final Predicate<FrameworkProfile> BESIDE =
      it -> it.dataExchange().gradientsOverlap() && it.dataExchange().weightsOverlap();
  private static final Predicate<FrameworkProfile> APART =
      it -> !it.dataExchange().gradientsOverlap() && !it.dataExchange().weightsOverlap();

  private static Sample overlapping(Sample sample, String gradients, String weights) {
    return sample.with("plan.gradientOverlap", gradients).with("plan.weightOverlap", weights);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zero1", "zero3"})
  void asUsualIsAsTheFrameworkDoesIt(String sharding) {
    Sample sample = REPLICAS.with("plan.pipeline", 2).with("plan.sharding", sharding);
    for (Sample one : new Sample[] {sample.withFramework(BESIDE), sample.withFramework(APART)}) {
      assertThat(overlapping(one, "usual", "usual").seconds()).isEqualTo(one.seconds());
    }
    Sample beside = sample.withFramework(BESIDE);
    Sample apart = sample.withFramework(APART);
    assertThat(overlapping(beside, "on", "on").seconds()).isEqualTo(beside.seconds());
    assertThat(overlapping(apart, "off", "off").seconds()).isEqualTo(apart.seconds());
  }

  /**
   * Of an exchange of {@code G} seconds beside a pass of {@code B} in {@code n} pieces each, either
   * the last piece is left over, or all but what the first {@code n - 1} pieces of the pass hide.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.9, 1.1, 4})
  void besideAPassAllButOnePieceCanHide(double exchangePerPass) {
    Sample sample = ConstantCosts.prepared(REPLICAS).with("workload.globalBatch", 2);
    Sample apart = sample.with("plan.gradientOverlap", "off");
    double none = apart.seconds(FreeExchanges.simulator(0));
    double bytes = (apart.seconds(FreeExchanges.simulator(1e-12)) - none) / 1e-12;
    double pass = 8 * ConstantCosts.BACKWARD_PRODUCTS * ConstantCosts.PRODUCT;
    double exchange = exchangePerPass * pass;
    double pieces = StageVector.PIECES;

    assertThat(
            sample
                .with("plan.gradientOverlap", "on")
                .seconds(FreeExchanges.simulator(exchange / bytes)))
        .isCloseTo(
            none + Math.max(exchange / pieces, exchange - pass * (pieces - 1) / pieces),
            withPercentage(0.01));
  }

  @Test
  void weightsThatArriveBesidePassesArriveAtTheStart() {
    Sample sample =
        REPLICAS
            .with("plan.sharding", "zero1")
            .with("cluster.interNodePerDevice", "5 GB/s")
            .with("plan.data", 16)
            .with("workload.globalBatch", 16);

    assertThat(overlapping(sample, "usual", "on").seconds())
        .isLessThan(overlapping(sample, "usual", "off").seconds());
  }

  /** Without a pipeline each layer's weights and gradients travel, in every pass. */
  @Test
  void layersThatTravelWaitForEachOtherWhereTheyDoNotOverlap() {
    Sample sample = REPLICAS.with("plan.sharding", "zero3");
    double both = overlapping(sample, "on", "on").seconds();
    double weights = overlapping(sample, "off", "on").seconds();
    double none = overlapping(sample, "off", "off").seconds();

    assertThat(both).isLessThan(weights);
    assertThat(weights).isLessThan(none);
  }
}
