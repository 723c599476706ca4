package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimescaleTest {

  @Test
  void secondsRoundToTheNearestTick() {
    assertThat(Timescale.PICOSECONDS.ticks(1.4e-12)).isEqualTo(1);
    assertThat(Timescale.PICOSECONDS.ticks(1.6e-12)).isEqualTo(2);
    assertThat(Timescale.PICOSECONDS.seconds(2_500_000_000_000L)).isEqualTo(2.5);
  }

  @Test
  void theFinestScaleStillReachesTheHorizon() {
    assertThat(Timescale.finestReaching(1).ticksPerSecond()).isEqualTo(1_000_000_000_000_000_000L);
    assertThat(Timescale.finestReaching(100).ticksPerSecond()).isEqualTo(10_000_000_000_000_000L);
    assertThat(Timescale.finestReaching(1e9).ticksPerSecond()).isEqualTo(1_000_000_000L);
    assertThat(Timescale.finestReaching(1e30).ticksPerSecond()).isEqualTo(1);
  }

  @Test
  void timesBeyondTheClockAreRefused() {
    assertThatThrownBy(() -> Timescale.PICOSECONDS.ticks(1e7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0E7 s is beyond a clock of 1000000000000 ticks per second");
    assertThatThrownBy(() -> Timescale.PICOSECONDS.ticks(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClockMustAdvance() {
    assertThatThrownBy(() -> new Timescale(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
