package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SkylineTest {

  private static int[] front(double[]... costs) {
    return new Skyline(costs).of(IntStream.range(0, costs[0].length).toArray());
  }

  @Test
  void ofOneCostAllThatHaveTheLeastStay() {
    assertThat(front(new double[] {3, 1, 2, 1})).containsExactly(1, 3);
  }

  @Test
  void aPointThatIsWorseInOneAndEqualInTheOtherIsBeaten() {
    assertThat(front(new double[] {1, 1, 2}, new double[] {5, 6, 5})).containsExactly(0);
  }

  @Test
  void equalPointsBeatEachOtherNot() {
    assertThat(front(new double[] {1, 2, 1, 2}, new double[] {2, 1, 2, 1}))
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void aThirdCostSavesWhatTwoWouldNot() {
    double[] first = {1, 2, 3};
    double[] second = {1, 2, 3};

    assertThat(front(first, second)).containsExactly(0);
    assertThat(front(first, second, new double[] {9, 8, 8})).containsExactly(0, 1);
  }

  @Test
  void onlyThePointsThatAreAskedForTakePart() {
    Skyline skyline = new Skyline(new double[][] {{1, 2, 3}, {1, 2, 1}});

    assertThat(skyline.of(new int[] {1, 2})).containsExactly(1, 2);
  }
}
