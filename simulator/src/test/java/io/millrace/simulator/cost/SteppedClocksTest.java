package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.hardware.NumberFormat;
import org.junit.jupiter.api.Test;

class SteppedClocksTest {
  private static final double HALF_A_STEP = 1 / 800.0;
  private static final Operation PRODUCT =
      new Operation.MatrixProduct(4096, 4096, 4096, NumberFormat.BF16);
  private static final Operation PASS = new Operation.MemoryPass(1e9, 1);

  private final CostModel exact = SampleClusters.costs(SampleClusters.A100, 8);
  private final CostModel stepped = new SteppedClocks(exact);

  /** Time is inverse to the clock, which is off by half a step at most. */
  @Test
  void areOffByHalfAStepAtMost() {
    for (double clock = 0.5; clock < 1; clock += 0.0007) {
      double off = HALF_A_STEP / (clock - HALF_A_STEP);
      for (Operation operation : new Operation[] {PRODUCT, PASS}) {
        double seconds = exact.at(clock).cost(operation).seconds();
        assertThat(stepped.at(clock).cost(operation).seconds())
            .isCloseTo(seconds, within(off * seconds * (1 + 1e-9)));
      }
    }
  }

  @Test
  void coolDevicesAreExact() {
    assertThat(stepped.cost(PRODUCT)).isEqualTo(exact.cost(PRODUCT));
    assertThat(stepped.at(1)).isSameAs(stepped);
    assertThat(stepped.under(Load.NONE).cost(PRODUCT)).isEqualTo(exact.cost(PRODUCT));
  }

  @Test
  void atAWholeStepTheyAreExactToo() {
    double clock = 350 / 400.0;

    assertThat(stepped.at(clock).cost(PRODUCT)).isEqualTo(exact.at(clock).cost(PRODUCT));
    assertThat(stepped.at(clock).cost(PRODUCT).seconds())
        .isGreaterThan(exact.cost(PRODUCT).seconds());
  }

  @Test
  void clocksThatDifferLittleShareWhatIsRemembered() {
    assertThat(stepped.at(0.87501)).isSameAs(stepped.at(0.87499));
    assertThat(stepped.at(0.87501)).isNotSameAs(stepped.at(0.8725));
  }

  @Test
  void underALoadTheyRunAtItsClock() {
    double clock = exact.clock(1, 0, 0);

    assertThat(clock).isLessThan(1);
    assertThat(stepped.clock(1, 0, 0)).isEqualTo(clock);
    assertThat(stepped.draw(0.2, 0, 0.5)).isEqualTo(exact.draw(0.2, 0, 0.5));
    assertThat(stepped.under(Load.PRODUCTS)).isSameAs(stepped.at(clock));
  }
}
