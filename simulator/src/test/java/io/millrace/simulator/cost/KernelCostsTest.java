package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.DeviceSpecification;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.MemoryTier;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Power;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import io.millrace.simulator.cost.Operation.MemoryPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single kernels cost: rooflines with tiles, waves and start-up. */
class KernelCostsTest {
  private static final Cluster CLUSTER = SampleClusters.of(SampleClusters.H100, 8);
  private static final Device DEVICE = CLUSTER.device();
  private static final CostModel COSTS = SampleClusters.costs(CLUSTER);
  private static final KernelParameters PARAMETERS = Calibration.unfitted().kernels().of(DEVICE);

  private static final String A100 = SampleClusters.A100;
  private static final Percentage EXACT = withPercentage(1e-9);

  private static MatrixProduct product(double m, double n, double k) {
    return new MatrixProduct(m, n, k, NumberFormat.BF16);
  }

  private static double rate(CostModel costs, MatrixProduct product) {
    return product.flops() / costs.cost(product).seconds();
  }

  private static double efficiency() {
    return Objects.requireNonNull(PARAMETERS.matrix().rates().get("16")).efficiency();
  }

  private static double peak(NumberFormat format) {
    return DEVICE.peak(format).orElseThrow().flopsPerSecond();
  }

  /** Far from every edge only the efficiency of the largest tile is left. */
  @Test
  void hugeProductsOfACoolDeviceReachTheirShareOfThePeak() {
    MatrixProduct huge = product(131_072, 131_072, 131_072);

    assertThat(rate(COSTS, huge) / peak(NumberFormat.BF16))
        .isCloseTo(efficiency(), withPercentage(2));
  }

  @Test
  void hugeProductsOneAfterTheOtherReachItAtTheSustainedClock() {
    MatrixProduct huge = product(131_072, 131_072, 131_072);

    assertThat(rate(COSTS.under(Load.PRODUCTS), huge) / peak(NumberFormat.BF16))
        .isCloseTo(efficiency() * PARAMETERS.sustained(), withPercentage(2));
  }

  /** As many tiles as multiprocessors end at once; one more row makes some of them work twice. */
  @Test
  void oneRowBeyondAFullWaveCostsASecondWave() {
    KernelParameters a100 = Calibration.unfitted().kernels().of(SampleClusters.node(A100).device());
    MatrixRate byRule = new MatrixRate(1, 0, 1, true);
    MatrixTiles tiles = new MatrixTiles(a100, byRule, 1e12, Double.POSITIVE_INFINITY);
    int tall = 128 * a100.multiprocessors();
    double wave = 2.0 * 128 * 128 * 8192 / 1e12;

    assertThat(tiles.seconds(tall, 128, 8192, 1)).isCloseTo(wave, EXACT);
    assertThat(tiles.seconds(tall + 1, 128, 8192, 1)).isCloseTo(2 * wave, EXACT);
  }

  @Test
  void rowsThatFillNoTileCostAsMuchAsThoseThatDo() {
    double engine = COSTS.cost(product(4096, 4096, 8192)).engineSeconds();

    assertThat(COSTS.cost(product(4095, 4096, 8192)).engineSeconds()).isEqualTo(engine);
  }

  @Test
  void skinnyProductsAreBoundByTheirWeights() {
    KernelCost cost = COSTS.cost(product(1, 16_384, 16_384));
    double weights = 2.0 * 16_384 * 16_384;

    assertThat(cost.memorySeconds()).isGreaterThan(cost.engineSeconds());
    assertThat(cost.workSeconds())
        .isCloseTo(weights / (PARAMETERS.matrix().memory() * bandwidth()), withPercentage(1));
  }

  @Test
  void fewerBitsAreFaster() {
    MatrixProduct narrow = new MatrixProduct(16_384, 16_384, 16_384, NumberFormat.FP8);

    assertThat(COSTS.cost(narrow).seconds())
        .isLessThan(COSTS.cost(product(16_384, 16_384, 16_384)).seconds());
  }

  @Test
  void fp16IsAsFastAsBf16() {
    MatrixProduct half = new MatrixProduct(4096, 4096, 4096, NumberFormat.FP16);

    assertThat(COSTS.cost(half)).isEqualTo(COSTS.cost(product(4096, 4096, 4096)));
  }

  @Test
  void manySmallProductsAtOnceFillWhatOneLeavesIdle() {
    double one = COSTS.cost(product(128, 128, 4096)).engineSeconds();
    double many =
        COSTS.cost(new MatrixProduct(128, 128, 4096, 64, NumberFormat.BF16, 0)).engineSeconds();

    assertThat(many).isLessThan(8 * one);
  }

  @Test
  void addingToAGradientCostsMoreThanWritingIt() {
    double written = COSTS.cost(product(8192, 8192, 2048)).seconds();
    double added =
        COSTS.cost(new MatrixProduct(8192, 8192, 2048, 1, NumberFormat.BF16, 4)).seconds();

    assertThat(added).isGreaterThan(written);
  }

  @Test
  void memoryPassesCostTheirBytesAndTheirLaunches() {
    KernelCost cost = COSTS.cost(new MemoryPass(1e9, 3));

    assertThat(cost.launches()).isEqualTo(3);
    assertThat(cost.engineSeconds()).isZero();
    assertThat(cost.memorySeconds())
        .isCloseTo(1e9 / (PARAMETERS.memory() * bandwidth()), within(1e-12));
    assertThat(cost.latencySeconds()).isCloseTo(3 * PARAMETERS.kernelSeconds(), within(1e-15));
  }

  @Test
  void twiceTheBandwidthHalvesAMemoryPass() {
    DeviceSpecification faster =
        DEVICE.specification().withMainMemory(new Bandwidth(2 * bandwidth()), "test");
    KernelCost usual = COSTS.cost(new MemoryPass(1e9, 1));
    KernelCost fast =
        SampleClusters.costs(SampleClusters.with(CLUSTER, faster)).cost(new MemoryPass(1e9, 1));

    assertThat(2 * fast.workSeconds()).isCloseTo(usual.workSeconds(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attentionGrowsWithTheSquareOfTheSequence(boolean backward) {
    double once = COSTS.cost(attention(65_536, backward)).seconds();
    double twice = COSTS.cost(attention(131_072, backward)).seconds();

    assertThat(twice / once).isCloseTo(4, within(0.05));
  }

  /** 2307.08691, section 4: five products where the forward pass has two, at less efficiency. */
  @Test
  void attentionBackwardCostsAtLeastTwoAndAHalfTimesForward() {
    double forward = COSTS.cost(attention(8192, false)).engineSeconds();

    assertThat(COSTS.cost(attention(8192, true)).engineSeconds())
        .isGreaterThanOrEqualTo(2.5 * forward);
  }

  /** Own measurements on an H100: 2 sequences of 4,096, 40 heads of 128, causal. */
  @ParameterizedTest
  @CsvSource({
    "FLASH,false,1072.4,1320.0",
    "FLASH,true,3379.0,3788.9",
    "VENDOR,false,581.8,1244.1",
    "VENDOR,true,1788.0,2177.1"
  })
  void droppingScoresSlowsAttentionAsMeasured(
      AttentionKernel kernel, boolean backward, double plain, double dropped) {
    double without = COSTS.cost(attention(kernel, false, backward)).seconds();
    double with = COSTS.cost(attention(kernel, true, backward)).seconds();

    assertThat(with / without).isCloseTo(dropped / plain, Percentage.withPercentage(5));
  }

  @Test
  void aWindowMakesAttentionLinearInTheSequence() {
    Attention once =
        new Attention(1, 32, 8, 32_768, 1024, 128, 128, 1, AttentionKernel.FLASH, false);
    Attention twice =
        new Attention(1, 32, 8, 65_536, 1024, 128, 128, 1, AttentionKernel.FLASH, false);

    assertThat(COSTS.cost(twice).engineSeconds())
        .isCloseTo(2 * COSTS.cost(once).engineSeconds(), within(1e-9));
  }

  @Test
  void decodingIsBoundByTheCache() {
    Attention decoding =
        new Attention(64, 32, 8, 1, 8192, 128, 128, 1, AttentionKernel.FLASH, false);
    KernelCost cost = COSTS.cost(decoding);

    assertThat(cost.memorySeconds()).isGreaterThan(cost.engineSeconds());
  }

  /** Own measurement: the clock goes with the power to the 0.4. */
  @Test
  void halfThePowerSlowsBusyEnginesNotTheMemory() {
    double watts = DEVICE.thermalDesignPower().orElseThrow().watts();
    DeviceSpecification capped = DEVICE.specification().withPower(new Power(0.5 * watts), "test");
    CostModel slow =
        SampleClusters.costs(SampleClusters.with(CLUSTER, capped)).under(Load.PRODUCTS);
    CostModel usual = COSTS.under(Load.PRODUCTS);
    MatrixProduct huge = product(131_072, 131_072, 131_072);

    assertThat(rate(usual, huge) / rate(slow, huge))
        .isCloseTo(Math.pow(2, 0.4), withPercentage(0.1));
    assertThat(slow.cost(new MemoryPass(1e9, 1))).isEqualTo(usual.cost(new MemoryPass(1e9, 1)));
  }

  @Test
  void powerThatIsNotCappedChangesNothing() {
    double watts = DEVICE.thermalDesignPower().orElseThrow().watts();
    DeviceSpecification more = DEVICE.specification().withPower(new Power(2 * watts), "test");
    CostModel costs = SampleClusters.costs(SampleClusters.with(CLUSTER, more));
    MatrixProduct product = product(8192, 8192, 8192);

    assertThat(costs.under(Load.PRODUCTS).cost(product))
        .isEqualTo(COSTS.under(Load.PRODUCTS).cost(product));
  }

  @Test
  void devicesThatNobodyTimedAreAssumedToBeLikeOthers() {
    List<Assumption> assumptions = new ArrayList<>();
    DeviceSpecification known = DEVICE.specification();
    DeviceSpecification unknown =
        new DeviceSpecification(
            "new-device",
            known.name(),
            "a generation to come",
            known.peaks(),
            known.memory(),
            known.scaleUp(),
            known.hostLink(),
            known.thermalDesignPower(),
            known.price(),
            known.notes(),
            known.sources());
    Cluster cluster = SampleClusters.with(CLUSTER, unknown);
    CalibratedCostModel.of(Calibration.unfitted(), cluster, assumptions);

    assertThat(assumptions).singleElement().asString().contains("new-device");
    assertThat(efficiencySpread(cluster.device())).isGreaterThan(efficiencySpread(DEVICE));
  }

  private static double efficiencySpread(Device device) {
    String path = Calibration.unfitted().kernelPaths(device) + "matrix.rates.16.efficiency";
    return Calibration.unfitted().parameters().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .orElseThrow()
        .spread();
  }

  @Test
  void aDeviceWithoutAMemoryBandwidthIsRefusedWithAReason() {
    DeviceSpecification known = DEVICE.specification();
    MemoryTier main = known.mainMemory();
    DeviceSpecification unknown =
        new DeviceSpecification(
            known.id(),
            known.name(),
            known.generation(),
            known.peaks(),
            List.of(
                new MemoryTier(
                    main.name(), main.kind(), main.capacity(), Optional.empty(), main.latency())),
            known.scaleUp(),
            known.hostLink(),
            known.thermalDesignPower(),
            known.price(),
            known.notes(),
            known.sources());

    assertThatThrownBy(() -> SampleClusters.costs(SampleClusters.with(CLUSTER, unknown)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("memory bandwidth");
  }

  @Test
  void everyDeviceOfTheCatalogueWithABandwidthHasCosts() {
    for (Device device : HardwareCatalogue.bundled().devices().all()) {
      if (device.mainMemory().bandwidth().isPresent()) {
        Cluster cluster = Cluster.of(HardwareCatalogue.bundled().defaultNode(device), 1);
        assertThat(SampleClusters.costs(cluster).cost(new MemoryPass(1e6, 1)).seconds())
            .as(device.id())
            .isPositive();
      }
    }
  }

  private static Attention attention(AttentionKernel kernel, boolean dropout, boolean backward) {
    return new Attention(2, 40, 40, 4096, 4096, 128, 128, 0.5, kernel, dropout, backward);
  }

  private static Attention attention(int tokens, boolean backward) {
    return new Attention(1, 32, 8, tokens, tokens, 128, 128, 0.5, AttentionKernel.FLASH, backward);
  }

  private static double bandwidth() {
    return DEVICE.mainMemory().bandwidth().orElseThrow().bytesPerSecond();
  }
}
