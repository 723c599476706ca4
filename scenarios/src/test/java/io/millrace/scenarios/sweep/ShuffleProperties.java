package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShuffleProperties {

  @Property(tries = 200)
  void everyPlaceIsTakenOnce(@ForAll @IntRange(min = 1, max = 2000) int size, @ForAll long seed) {
    Shuffle shuffle = new Shuffle(size, seed);

    int[] places = IntStream.range(0, size).map(shuffle::at).sorted().toArray();

    assertThat(places).isEqualTo(IntStream.range(0, size).toArray());
  }

  @Property(tries = 50)
  void aSliceOfEachAxisHasOnePointOfALatinHypercube(
      @ForAll @IntRange(min = 1, max = 300) int points,
      @ForAll @IntRange(min = 1, max = 4) int axes,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    for (int axis = 0; axis < axes; axis++) {
      int which = axis;
      int[] slices =
          IntStream.range(0, points)
              .map(
                  it ->
                      (int)
                          (Sampling.LATIN_HYPERCUBE.shares(axes, points, it, seed)[which] * points))
              .sorted()
              .toArray();

      assertThat(slices).isEqualTo(IntStream.range(0, points).toArray());
    }
  }
}
