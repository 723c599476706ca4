package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlanMemoryProperties {
  private static final int CALLS = 6;
  private static final int DEVICES = 16;

  /** Looking at each device of a call by itself. */
  @Property(tries = 500)
  void isTheMostOfAllDevicesOfACall(@ForAll long seed) {
    Random random = new Random(seed);
    boolean[] evicts = new boolean[CALLS];
    int[] first = new int[CALLS];
    int[] end = new int[CALLS];
    double[] kept = new double[CALLS];
    double[] own = new double[CALLS];
    for (int call = 0; call < CALLS; call++) {
      evicts[call] = random.nextInt(4) == 0;
      first[call] = random.nextInt(DEVICES);
      end[call] = first[call] + 1 + random.nextInt(DEVICES - first[call]);
      kept[call] = random.nextBoolean() ? random.nextDouble() : 0;
      own[call] = kept[call] + random.nextDouble();
    }
    PlanMemory memory = new PlanMemory(evicts);
    for (int call = 0; call < CALLS; call++) {
      memory.place(call, first[call], end[call], kept[call], own[call]);
    }

    for (int call = 0; call < CALLS; call++) {
      double most = 0;
      for (int device = first[call]; device < end[call]; device++) {
        double bytes = own[call];
        for (int other = 0; other < CALLS; other++) {
          boolean isHere = first[other] <= device && device < end[other];
          bytes += other != call && isHere && !evicts[call] ? kept[other] : 0;
        }
        most = Math.max(most, bytes);
      }
      assertThat(memory.most(call)).isCloseTo(most, within(1e-12));
    }
  }
}
