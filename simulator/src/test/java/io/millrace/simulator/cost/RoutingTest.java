package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How many tokens the experts of the busiest rank get. */
class RoutingTest {

  @Test
  void balancedRoutingGivesEveryExpertTheSame() {
    assertThat(Routing.BALANCED.busiestRank(1024, 8, 64, 8))
        .hasSize(8)
        .containsOnly(1024.0 * 8 / 64);
    assertThat(Routing.BALANCED.imbalance(1024, 8, 64, 8)).isEqualTo(1);
  }

  @Test
  void oneRankGetsAllCopies() {
    double[] loads = new Routing(1.2).busiestRank(4096, 8, 128, 1);

    assertThat(Arrays.stream(loads).sum()).isCloseTo(4096 * 8, within(1e-6));
  }

  @Test
  void aPowerLawLoadsTheBusiestRankMoreTheMoreRanksThereAre() {
    Routing skewed = new Routing(1.2);

    assertThat(skewed.imbalance(8192, 8, 128, 2)).isBetween(1.0, 2.0);
    assertThat(skewed.imbalance(8192, 8, 128, 16))
        .isGreaterThan(skewed.imbalance(8192, 8, 128, 2))
        .isLessThan(16);
  }

  @Test
  void theMostPopularExpertComesFirst() {
    double[] loads = new Routing(1.01).busiestRank(8192, 8, 128, 4);

    for (int i = 1; i < loads.length; i++) {
      assertThat(loads[i]).isLessThanOrEqualTo(loads[i - 1]);
    }
  }

  @Test
  void theSameLayerIsRoutedTheSameEveryTime() {
    assertThat(new Routing(1.2).busiestRank(100, 6, 64, 4))
        .containsExactly(new Routing(1.2).busiestRank(100, 6, 64, 4));
  }
}
