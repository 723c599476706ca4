package io.millrace.simulator.lowering.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The winner is the first of the least, whatever changed before. */
class TournamentProperties {

  @Property
  void theFirstOfTheLeastWins(@ForAll @IntRange(min = 1, max = 20) int numbers, @ForAll long seed) {
    Random random = new Random(seed);
    Tournament tournament = new Tournament(numbers);
    double[] expected = new double[numbers];
    Arrays.fill(expected, Double.POSITIVE_INFINITY);

    assertThat(tournament.first()).isEqualTo(-1);
    for (int i = 0; i < 50; i++) {
      int index = random.nextInt(numbers);
      expected[index] = random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(5);
      tournament.set(index, expected[index]);

      assertThat(tournament.get(index)).isEqualTo(expected[index]);
      assertThat(tournament.first()).isEqualTo(firstOfLeast(expected));
    }
  }

  private static int firstOfLeast(double[] numbers) {
    int first = -1;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < (first < 0 ? Double.POSITIVE_INFINITY : numbers[first])) {
        first = i;
      }
    }
    return first;
  }
}
