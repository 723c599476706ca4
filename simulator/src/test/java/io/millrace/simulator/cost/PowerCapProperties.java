package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.quantity.Power;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds of the clock of every device under every load. */
class PowerCapProperties {

  @Provide
  Arbitrary<Device> devices() {
    return Arbitraries.of(
        HardwareCatalogue.bundled().devices().all().stream()
            .filter(it -> it.thermalDesignPower().isPresent())
            .toList());
  }

  /** Shares of less than half the time, so that another one finds room. */
  @Provide
  Arbitrary<Load> loads() {
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 0.16);
    return Combinators.combine(share, share, share).as(Load::new);
  }

  private static double clock(Device device, Load load) {
    return PowerCap.of(device, Calibration.unfitted().kernels().of(device))
        .clock(load.matrix(), load.attention(), load.memory());
  }

  @Property(tries = 300)
  void moreLoadNeverRaisesTheClock(
      @ForAll("devices") Device device,
      @ForAll("loads") Load load,
      @ForAll @DoubleRange(max = 0.5) double more) {
    double before = clock(device, load);

    assertThat(before).isGreaterThan(0).isLessThanOrEqualTo(1);
    assertThat(clock(device, new Load(load.matrix() + more, load.attention(), load.memory())))
        .isLessThanOrEqualTo(before);
    assertThat(clock(device, new Load(load.matrix(), load.attention() + more, load.memory())))
        .isLessThanOrEqualTo(before);
    assertThat(clock(device, new Load(load.matrix(), load.attention(), load.memory() + more)))
        .isLessThanOrEqualTo(before);
  }

  @Property(tries = 300)
  void lessPowerNeverRaisesTheClock(
      @ForAll("devices") Device device,
      @ForAll("loads") Load load,
      @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
    double watts = device.thermalDesignPower().orElseThrow().watts();
    Device capped = device.with(device.specification().withPower(new Power(share * watts), "test"));

    assertThat(clock(capped, load)).isLessThanOrEqualTo(clock(device, load));
    assertThat(clock(capped, Load.PRODUCTS)).isLessThanOrEqualTo(clock(device, Load.PRODUCTS));
  }
}
