package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.model.hardware.Device;
import io.millrace.model.quantity.Power;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock that a device's power allows. */
class PowerCapTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Device DEVICE = SampleClusters.node(SampleClusters.H100).device();
  private static final KernelParameters PARAMETERS = Calibration.unfitted().kernels().of(DEVICE);

  private static double clock(Device device, Load load) {
    return PowerCap.of(device, PARAMETERS).clock(load.matrix(), load.attention(), load.memory());
  }

  private static Device withPower(double share) {
    double watts = DEVICE.thermalDesignPower().orElseThrow().watts();
    return DEVICE.with(DEVICE.specification().withPower(new Power(share * watts), "test"));
  }

  @Test
  void aDeviceThatIsIdleAndCoolRunsAtItsFullClock() {
    assertThat(clock(DEVICE, Load.NONE)).isEqualTo(1);
  }

  /** The measured figures themselves: 128 W idle and 548 W over memory, of 700 W. */
  @Test
  void drawsWhatItsWorkDraws() {
    assertThat(draw(DEVICE, Load.NONE)).isCloseTo(0.18, EXACT);
    assertThat(draw(DEVICE, new Load(0, 0, 1))).isCloseTo(0.78, EXACT);
    assertThat(draw(DEVICE, new Load(0, 0, 0.5))).isCloseTo(0.48, EXACT);
  }

  @Test
  void drawsNoMoreThanItsDesignPower() {
    assertThat(draw(DEVICE, Load.PRODUCTS)).isEqualTo(1);
    assertThat(draw(withPower(0.5), new Load(0, 0, 1))).isEqualTo(1);
    assertThat(draw(withPower(0.5), Load.NONE)).isCloseTo(0.36, EXACT);
  }

  private static double draw(Device device, Load load) {
    return PowerCap.of(device, PARAMETERS).draw(load.matrix(), load.attention(), load.memory());
  }

  @Test
  void nothingButProductsRunAtTheSustainedClock() {
    assertThat(clock(DEVICE, Load.PRODUCTS)).isCloseTo(PARAMETERS.sustained(), EXACT);
  }

  /** Own measurement on an H100: memory takes 548 of 700 watts, products at most half the time. */
  @Test
  void loadsBelowTheDesignPowerRunAtTheFullClock() {
    assertThat(clock(DEVICE, new Load(0, 0, 1))).isEqualTo(1);
    assertThat(clock(DEVICE, new Load(0.5, 0, 0))).isEqualTo(1);
  }

  /** Own measurement on an H100: 128 W idle, 978 W for products; the clock follows to 4 %. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.85, 1})
  void productsDrawTheirPowerForTheirPartOfTheTime(double products) {
    double watts = 128 + products * (978 - 128);
    double expected = Math.pow(Math.max(1, watts / 700), -0.4);

    assertThat(clock(DEVICE, new Load(products, 0, 0))).isCloseTo(expected, withinPercentage(4));
  }

  /** The clock goes with the power to the 0.4 once the cap binds. */
  @Test
  void halfThePowerLeavesTheClockItsFourTenthsPower() {
    assertThat(clock(withPower(0.5), Load.PRODUCTS))
        .isCloseTo(Math.pow(0.5, 0.4) * PARAMETERS.sustained(), EXACT);
  }

  @Test
  void aLowerCapReachesLoadsThatTheUsualOneLeavesAlone() {
    Load light = new Load(0.5, 0, 0.2);

    assertThat(clock(DEVICE, light)).isEqualTo(1);
    assertThat(clock(withPower(0.6), light)).isLessThan(1);
  }

  @Test
  void morePowerThanTheDataSheetSaysHelpsNobody() {
    assertThat(clock(withPower(2), Load.PRODUCTS)).isEqualTo(clock(DEVICE, Load.PRODUCTS));
  }
}
