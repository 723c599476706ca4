package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of kernels of any shape on the devices that were timed. */
class KernelCostsProperties {
  private static final List<Cluster> CLUSTERS =
      List.of(SampleClusters.of(SampleClusters.A100, 8), SampleClusters.of(SampleClusters.H100, 8));

  @Provide
  Arbitrary<Cluster> clusters() {
    return Arbitraries.of(CLUSTERS);
  }

  @Provide
  Arbitrary<MatrixProduct> products() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 65_536);
    return Combinators.combine(
            size, size, size, Arbitraries.of(1, 2, 8, 64), Arbitraries.of(0, 2, 4))
        .as(
            (m, n, k, products, accumulated) ->
                new MatrixProduct(m, n, k, products, NumberFormat.BF16, accumulated));
  }

  /** The roofline: no product beats the engines' peak or the time its operands need to arrive. */
  @Property(tries = 500)
  void productsStayBelowTheRoofline(
      @ForAll("clusters") Cluster cluster, @ForAll("products") MatrixProduct product) {
    Device device = cluster.device();
    double seconds = SampleClusters.costs(cluster).cost(product).seconds();
    double operands =
        product.products()
            * 2
            * (product.m() * product.k() + product.n() * product.k() + product.m() * product.n());

    assertThat(seconds)
        .isGreaterThan(
            product.flops() / device.peak(NumberFormat.BF16).orElseThrow().flopsPerSecond());
    assertThat(seconds)
        .isGreaterThan(operands / device.mainMemory().bandwidth().orElseThrow().bytesPerSecond());
  }

  @Property(tries = 500)
  void moreOfAnythingIsNeverFaster(
      @ForAll("clusters") Cluster cluster,
      @ForAll("products") MatrixProduct product,
      @ForAll @IntRange(min = 1, max = 1000) int more) {
    CostModel costs = SampleClusters.costs(cluster);
    double seconds = costs.cost(product).seconds();

    assertThat(costs.cost(grown(product, more, 0, 0)).seconds()).isGreaterThanOrEqualTo(seconds);
    assertThat(costs.cost(grown(product, 0, more, 0)).seconds()).isGreaterThanOrEqualTo(seconds);
    assertThat(costs.cost(grown(product, 0, 0, more)).seconds()).isGreaterThanOrEqualTo(seconds);
  }

  private static MatrixProduct grown(MatrixProduct product, int m, int n, int k) {
    return new MatrixProduct(
        product.m() + m,
        product.n() + n,
        product.k() + k,
        product.products(),
        product.format(),
        product.accumulatedBytes());
  }

  /** What several products at once cost lies between one and each on its own. */
  @Property(tries = 300)
  void productsAtOnceCostNoMoreThanOneByOne(
      @ForAll("clusters") Cluster cluster, @ForAll("products") MatrixProduct product) {
    CostModel costs = SampleClusters.costs(cluster);
    MatrixProduct alone =
        new MatrixProduct(
            product.m(), product.n(), product.k(), 1, product.format(), product.accumulatedBytes());
    double one = costs.cost(alone).seconds();

    assertThat(costs.cost(product).seconds()).isBetween(one, product.products() * one * 1.000001);
  }

  @Property(tries = 300)
  void attentionStaysBelowTheRooflineAndGrowsWithTheSequence(
      @ForAll("clusters") Cluster cluster,
      @ForAll @IntRange(min = 2, max = 131_072) int tokens,
      @ForAll @IntRange(min = 1, max = 4096) int more,
      @ForAll boolean backward) {
    CostModel costs = SampleClusters.costs(cluster);
    Attention attention = attention(tokens, backward);
    double peak = cluster.device().peak(NumberFormat.BF16).orElseThrow().flopsPerSecond();

    assertThat(costs.cost(attention).seconds()).isGreaterThan(attention.flops() / peak);
    assertThat(costs.cost(attention(tokens + more, backward)).seconds())
        .isGreaterThanOrEqualTo(costs.cost(attention).seconds());
  }

  private static Attention attention(int tokens, boolean backward) {
    return new Attention(1, 32, 8, tokens, tokens, 128, 128, 0.5, AttentionKernel.FLASH, backward);
  }
}
