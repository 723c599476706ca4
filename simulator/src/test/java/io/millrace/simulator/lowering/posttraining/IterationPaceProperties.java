package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.Dataflow;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IterationPaceProperties {
  /** Enough for every transient of these dataflows to end. */
  private static final int LONG = 400;

  @Property(tries = 200)
  void callsThatAllTakeTurnsAddUp(@ForAll long seed, @ForAll Algorithm algorithm) {
    Dataflow dataflow = algorithm.dataflow();
    double[] seconds = seconds(dataflow, seed);
    int[] all = new int[seconds.length];
    Arrays.fill(all, (1 << all.length) - 1);

    double pace = new IterationPace(dataflow, 0).of(seconds, all);

    assertThat(pace).isCloseTo(Arrays.stream(seconds).sum(), within(1e-9));
  }

  /** What the circuits say is what a schedule of many iterations does. */
  @Property(tries = 500)
  void isThePaceOfALongSchedule(
      @ForAll long seed, @ForAll Algorithm algorithm, @ForAll @IntRange(max = 3) int staleness) {
    Dataflow dataflow = algorithm.dataflow();
    double[] seconds = seconds(dataflow, seed);
    int[] overlapping = overlapping(seconds.length, seed);

    double pace = new IterationPace(dataflow, staleness).of(seconds, overlapping);

    double[][] starts =
        new IterationSchedule(dataflow, staleness).starts(2 * LONG, seconds, overlapping);
    double last = Arrays.stream(starts[2 * LONG - 1]).max().orElseThrow();
    double middle = Arrays.stream(starts[LONG - 1]).max().orElseThrow();
    assertThat((last - middle) / LONG).isCloseTo(pace, within(0.01 * pace));
  }

  /** What bounds of searches rest on. */
  @Property(tries = 500)
  void growsWithTheTimesOfCallsAndWithWhatTheyShare(
      @ForAll long seed, @ForAll Algorithm algorithm, @ForAll @IntRange(max = 2) int staleness) {
    Dataflow dataflow = algorithm.dataflow();
    Random random = new Random(seed + 2);
    double[] seconds = seconds(dataflow, seed);
    double[] less = Arrays.stream(seconds).map(it -> it * random.nextDouble()).toArray();
    int[] sharing = overlapping(seconds.length, seed);
    int[] alone = new int[seconds.length];
    Arrays.setAll(alone, call -> 1 << call);
    IterationPace pace = new IterationPace(dataflow, staleness);

    double all = pace.of(seconds, sharing);

    assertThat(pace.of(less, sharing)).isLessThanOrEqualTo(all * (1 + 1e-9));
    assertThat(pace.of(seconds, alone)).isLessThanOrEqualTo(all * (1 + 1e-9));
  }

  /**
   * Nothing is shared: the longest way through an iteration, as weights go from one to the next, or
   * half of one that goes through the critic and takes two iterations.
   */
  @Property(tries = 200)
  void callsOnDevicesOfTheirOwnTakeTheLongestWayThroughTheDataflow(@ForAll long seed) {
    Dataflow dataflow = Algorithm.PPO.dataflow();
    double[] seconds = seconds(dataflow, seed);
    int[] own = new int[seconds.length];
    Arrays.setAll(own, call -> 1 << call);

    double pace = new IterationPace(dataflow, 0).of(seconds, own);

    double inference = Math.max(seconds[1], Math.max(seconds[2], seconds[3]));
    double actor = seconds[0] + inference + seconds[4];
    double both = seconds[0] + inference + seconds[5] + seconds[3] + seconds[4];
    double critic = seconds[3] + seconds[5];
    assertThat(pace).isCloseTo(Math.max(actor, Math.max(both / 2, critic)), within(1e-9));
  }

  private static double[] seconds(Dataflow dataflow, long seed) {
    Random random = new Random(seed);
    return dataflow.calls().stream().mapToDouble(it -> 0.1 + random.nextDouble()).toArray();
  }

  /** As meshes overlap: calls have intervals of eight devices. */
  private static int[] overlapping(int calls, long seed) {
    Random random = new Random(seed + 1);
    int[] first = random.ints(calls, 0, 8).toArray();
    int[] end = Arrays.stream(first).map(it -> it + 1 + random.nextInt(8 - it)).toArray();
    int[] sets = new int[calls];
    for (int i = 0; i < calls; i++) {
      for (int j = 0; j < calls; j++) {
        sets[i] |= first[i] < end[j] && first[j] < end[i] ? 1 << j : 0;
      }
    }
    return sets;
  }
}
