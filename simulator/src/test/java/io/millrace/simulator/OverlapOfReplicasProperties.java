package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of exchanges between replicas in any plan. */
class OverlapOfReplicasProperties {

  /**
   * Where exchanges hold nothing that computation needs, starting them earlier never costs time:
   * whatever a simulation loses by overlapping is contention, or what starting several costs.
   */
  @Property(tries = 60)
  void withoutContentionOverlapNeverCostsTime(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = 0.01, max = 10) double nanosecondsPerByte) {
    Sample sample = SamplePlans.draw(seed);
    Simulator simulator = FreeExchanges.simulator(1e-9 * nanosecondsPerByte);
    double beside = seconds(sample, "on", "on", simulator);
    double gradientsApart = seconds(sample, "off", "on", simulator);
    double bothApart = seconds(sample, "off", "off", simulator);
    double rounding = 1 + 1e-9;

    assertThat(beside).isLessThanOrEqualTo(gradientsApart * rounding);
    assertThat(gradientsApart).isLessThanOrEqualTo(bothApart * rounding);
  }

  private static double seconds(
      Sample sample, String gradients, String weights, Simulator simulator) {
    return sample
        .with("plan.gradientOverlap", gradients)
        .with("plan.weightOverlap", weights)
        .seconds(simulator);
  }
}
