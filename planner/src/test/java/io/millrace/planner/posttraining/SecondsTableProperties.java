package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SecondsTableProperties {

  /**
   * Few bits make keys that are found again, or that fill a run of places; many make keys that grow
   * the table.
   */
  @Property(tries = 100)
  void isAMapFromNumbersToSeconds(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 62) int bits) {
    SplittableRandom random = new SplittableRandom(seed);
    SecondsTable table = new SecondsTable();
    Map<Long, Double> map = new HashMap<>();

    for (int i = 0; i < 5000; i++) {
      long key = random.nextLong(1L << bits);
      double known = table.get(key);
      if (map.containsKey(key)) {
        assertThat(known).isEqualTo(map.get(key));
      } else {
        assertThat(known).isNaN();
        double value = random.nextDouble();
        table.put(key, value);
        map.put(key, value);
      }
    }

    map.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
  }
}
