package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What arithmetic and memory do not hide of each other. */
class OverlapTest {

  @Test
  void nothingIsExposedWhereOneIsAbsent() {
    assertThat(Overlap.exposed(3, 0)).isZero();
    assertThat(Overlap.exposed(0, 0)).isZero();
  }

  @Test
  void equalTimesExposeAFifth() {
    assertThat(Overlap.exposed(2, 2)).isCloseTo(2 * (Math.pow(2, 0.25) - 1), within(1e-12));
  }

  @Test
  void whatIsMuchShorterIsHidden() {
    assertThat(Overlap.exposed(10, 1)).isLessThan(0.001);
  }
}
