package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.Dataflow;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IterationScheduleProperties {

  @Property(tries = 200)
  void callsThatAllTakeTurnsAddUp(@ForAll long seed, @ForAll Algorithm algorithm) {
    Dataflow dataflow = algorithm.dataflow();
    double[] seconds = seconds(dataflow, seed);
    boolean[][] all = new boolean[seconds.length][seconds.length];
    Arrays.stream(all).forEach(row -> Arrays.fill(row, true));

    double pace = new IterationSchedule(dataflow, 0).pace(seconds, all);

    assertThat(pace).isCloseTo(Arrays.stream(seconds).sum(), within(1e-6));
  }

  /** Something runs at any time, as what is ready and has its devices starts. */
  @Property(tries = 300)
  void aStepTakesNoMoreThanAllCallsOneAfterTheOther(
      @ForAll long seed, @ForAll Algorithm algorithm, @ForAll @IntRange(max = 2) int staleness) {
    Dataflow dataflow = algorithm.dataflow();
    double[] seconds = seconds(dataflow, seed);
    boolean[][] turns = turns(seconds.length, seed);

    double pace = new IterationSchedule(dataflow, staleness).pace(seconds, turns);

    assertThat(pace).isLessThanOrEqualTo(Arrays.stream(seconds).sum() * (1 + 1e-9));
  }

  /**
   * Nothing is shared: the longest way through an iteration, as weights go from one to the next.
   */
  @Property(tries = 200)
  void callsOnDevicesOfTheirOwnTakeTheLongestWayThroughTheDataflow(@ForAll long seed) {
    Dataflow dataflow = Algorithm.PPO.dataflow();
    double[] seconds = seconds(dataflow, seed);
    boolean[][] own = new boolean[seconds.length][seconds.length];
    IntStream.range(0, own.length).forEach(i -> own[i][i] = true);

    double pace = new IterationSchedule(dataflow, 0).pace(seconds, own);

    double inference = Math.max(seconds[1], Math.max(seconds[2], seconds[3]));
    assertThat(pace).isGreaterThanOrEqualTo(seconds[0] + inference + seconds[4] - 1e-6);
    assertThat(pace)
        .isLessThanOrEqualTo(seconds[0] + inference + Math.max(seconds[4], seconds[5]) + 1e-6);
  }

  private static double[] seconds(Dataflow dataflow, long seed) {
    Random random = new Random(seed);
    return dataflow.calls().stream().mapToDouble(it -> 0.1 + random.nextDouble()).toArray();
  }

  private static boolean[][] turns(int calls, long seed) {
    Random random = new Random(seed + 1);
    int[] mesh = random.ints(calls, 0, 3).toArray();
    boolean[][] turns = new boolean[calls][calls];
    for (int i = 0; i < calls; i++) {
      for (int j = 0; j < calls; j++) {
        turns[i][j] = mesh[i] == mesh[j];
      }
    }
    return turns;
  }
}
