package io.millrace.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelStrategyTest {

  @ParameterizedTest
  @CsvSource({
    "d8t4p2, 8, 4, 2, 1, 1, 64",
    "d1, 1, 1, 1, 1, 1, 1",
    "d128t8p16c2, 128, 8, 16, 2, 1, 32768",
    "d64t1p4c1e64, 64, 1, 4, 1, 64, 256",
    "d4c2, 4, 1, 1, 2, 1, 8",
  })
  void readsLabels(String label, int d, int t, int p, int c, int e, long devices) {
    ParallelStrategy strategy = ParallelStrategy.parse(label);

    assertThat(strategy).isEqualTo(new ParallelStrategy(d, t, p, c, e));
    assertThat(strategy.devices()).isEqualTo(devices);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "t4", "d8p2t4", "d8t4p2x", "8x4x2", "d-1", "d0", "d8 t4", "d99999999"})
  void refusesWhatIsNoLabel(String label) {
    assertThatIllegalArgumentException().isThrownBy(() -> ParallelStrategy.parse(label));
  }

  @Test
  void refusesMoreDevicesThanAnyClusterHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParallelStrategy(100_000, 100_000, 100_000, 100_000, 1))
        .withMessageContaining("more than 10000000 devices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParallelStrategy(1, 1, 1, 1, Integer.MAX_VALUE));
  }
}
