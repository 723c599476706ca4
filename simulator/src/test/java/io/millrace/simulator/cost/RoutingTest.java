package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many tokens the experts of the busiest rank get. */
class RoutingTest {

  private static List<Double> positive(double[] loads) {
    return Arrays.stream(loads).filter(it -> it > 0).boxed().toList();
  }

  @Test
  void balancedRoutingGivesEveryExpertTheSame() {
    assertThat(Routing.BALANCED.busiestRanks(1024, 8, 64, 8).getFirst())
        .hasSize(8)
        .containsOnly(1024.0 * 8 / 64);
    assertThat(Routing.BALANCED.imbalance(1024, 8, 64, 8)).isEqualTo(1);
  }

  @Test
  void oneRankGetsAllCopies() {
    assertThat(new Routing(1.2).busiestRanks(4096, 8, 128, 1))
        .allSatisfy(loads -> assertThat(Arrays.stream(loads).sum()).isEqualTo(4096 * 8));
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
    for (double[] loads : new Routing(1.01).busiestRanks(8192, 8, 128, 4)) {
      for (int i = 1; i < loads.length; i++) {
        assertThat(loads[i]).isLessThanOrEqualTo(loads[i - 1]);
      }
    }
  }

  @Test
  void copiesAreWholeAndNoTokenHasTwoForOneExpert() {
    assertThat(new Routing(1.2).busiestRanks(4, 8, 64, 2))
        .allSatisfy(loads -> assertThat(positive(loads)).isSubsetOf(1.0, 2.0, 3.0, 4.0));
  }

  @Test
  void aTokenAloneWakesAnExpertForEachOfItsCopies() {
    assertThat(new Routing(1.01).busiestRanks(1, 8, 256, 4))
        .allSatisfy(loads -> assertThat(positive(loads)).hasSize(8).containsOnly(1.0));
  }

  @Test
  void balancedCopiesThatAreTooFewForAllExpertsLieAtEqualDistances() {
    assertThat(positive(Routing.BALANCED.busiestRanks(1, 8, 256, 16).getFirst()))
        .containsExactly(1.0);
  }

  @Test
  void theSameLayerIsRoutedTheSameEveryTime() {
    assertThat(new Routing(1.2).busiestRanks(100, 6, 64, 4))
        .containsExactlyElementsOf(new Routing(1.2).busiestRanks(100, 6, 64, 4));
  }
}
