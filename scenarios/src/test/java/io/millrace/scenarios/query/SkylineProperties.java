package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The front is what comparing every point with every other leaves. */
class SkylineProperties {

  @Property
  void isWhatNoOtherBeats(
      @ForAll @Size(min = 4, max = 120) List<@IntRange(max = 6) Integer> numbers,
      @ForAll @IntRange(min = 1, max = 4) int kinds) {
    int points = numbers.size() / kinds;
    double[][] costs = new double[kinds][points];
    for (int i = 0; i < points * kinds; i++) {
      costs[i % kinds][i / kinds] = numbers.get(i);
    }

    int[] front = new Skyline(costs).of(IntStream.range(0, points).toArray());

    int[] expected =
        IntStream.range(0, points)
            .filter(one -> IntStream.range(0, points).noneMatch(it -> beats(costs, it, one)))
            .toArray();
    assertThat(front).containsExactlyInAnyOrder(expected);
  }

  private static boolean beats(double[][] costs, int one, int other) {
    boolean better = false;
    for (double[] cost : costs) {
      if (cost[one] > cost[other]) {
        return false;
      }
      better |= cost[one] < cost[other];
    }
    return better;
  }
}
