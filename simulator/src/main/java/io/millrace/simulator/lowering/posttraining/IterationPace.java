package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.Dataflow;
import java.util.Arrays;

/**
 * Seconds of an iteration when iterations follow each other without end. A call waits for what it
 * reads from, for an update of its weights some iterations earlier, and for the calls before it
 * that have a device in common with it. Such waiting makes a timed event graph, whose pace is that
 * of its slowest circuit: the greatest, over all ways that lead from a call to itself some
 * iterations later, of the seconds on the way by those iterations (Baccelli, Cohen, Olsder and
 * Quadrat, Synchronization and Linearity, Wiley 1992, theorem 3.23 and section 9.3).
 *
 * <p>The pace grows with the time of every call and with every device that two calls share. So the
 * pace of calls' least times, with those devices shared that must be, is a bound of the pace of
 * every plan with these times or longer ones. Searches need nothing else.
 *
 * <p>An instance serves one thread and allocates nothing after its making.
 */
public final class IterationPace {
  /** A way counts as longer if it is by more than rounding. */
  private static final double ROUNDING = 1e-12;

  private final int calls;

  /** By place in the program's order: sources and updates as places too. */
  private final int[] sources;

  private final int[] update;
  private final int[] age;
  private final int[] callAt;
  private final double[] seconds;
  private final int[] sharing;
  private final double[] longest;
  private final int[] from;
  private final int[] iterations;
  private final int[] seen;
  private double found;

  /**
   * Prepares the paces of a dataflow.
   *
   * @param staleness iterations that generation may be ahead of the weights it uses
   */
  public IterationPace(Dataflow dataflow, int staleness) {
    ProgramOrder order = new ProgramOrder(dataflow, staleness);
    this.calls = order.size();
    this.callAt = new int[calls];
    this.sources = new int[calls];
    this.update = new int[calls];
    this.age = new int[calls];
    this.seconds = new double[calls];
    this.sharing = new int[calls];
    this.longest = new double[calls];
    this.from = new int[calls];
    this.iterations = new int[calls];
    this.seen = new int[calls];
    int[] placeOf = new int[calls];
    for (int place = 0; place < calls; place++) {
      callAt[place] = order.call(place);
      placeOf[callAt[place]] = place;
    }
    for (int place = 0; place < calls; place++) {
      int call = callAt[place];
      sources[place] = translated(order.sources(call), placeOf);
      update[place] = order.update(call) < 0 ? -1 : placeOf[order.update(call)];
      age[place] = order.age(call);
    }
  }

  private static int translated(int set, int[] placeOf) {
    int result = 0;
    for (int left = set; left != 0; left &= left - 1) {
      result |= 1 << placeOf[Integer.numberOfTrailingZeros(left)];
    }
    return result;
  }

  /**
   * The pace.
   *
   * @param secondsOf each call by its number in the dataflow, with what its weights travel before
   * @param overlapping for each call those that have a device in common with it, as bits
   */
  public double of(double[] secondsOf, int[] overlapping) {
    double pace = 0;
    for (int place = 0; place < calls; place++) {
      int call = callAt[place];
      seconds[place] = secondsOf[call];
      pace = Math.max(pace, secondsOf[call]);
      int set = 0;
      for (int other = 0; other < calls; other++) {
        set |= (overlapping[call] >> callAt[other] & 1) << other;
      }
      sharing[place] = set;
    }
    while (hasSlowerCircuit(pace)) {
      pace = found;
    }
    return pace;
  }

  /**
   * Looks for a circuit whose pace is slower: one that is longer than a given pace allows. Longest
   * ways are relaxed in program order, so that those within an iteration are found at once; after
   * as many rounds as there are calls, nothing changes unless there is such a circuit.
   */
  private boolean hasSlowerCircuit(double pace) {
    Arrays.fill(longest, 0);
    Arrays.fill(from, -1);
    double least = ROUNDING * pace;
    for (int round = 0; round <= calls; round++) {
      boolean changed = false;
      for (int to = 0; to < calls; to++) {
        int now = sources[to] | (sharing[to] & ((1 << to) - 1));
        for (int left = now; left != 0; left &= left - 1) {
          changed |= relax(Integer.numberOfTrailingZeros(left), to, 0, pace, least);
        }
        for (int left = sharing[to] & -(1 << to); left != 0; left &= left - 1) {
          changed |= relax(Integer.numberOfTrailingZeros(left), to, 1, pace, least);
        }
        if (update[to] >= 0) {
          changed |= relax(update[to], to, age[to], pace, least);
        }
      }
      if (!changed) {
        return false;
      }
      if (closesCircuit(pace)) {
        return true;
      }
    }
    return false;
  }

  private boolean relax(int source, int to, int age, double pace, double least) {
    double way = longest[source] + seconds[source] - age * pace;
    if (way <= longest[to] + least) {
      return false;
    }
    longest[to] = way;
    from[to] = source;
    iterations[to] = age;
    return true;
  }

  /** Follows the ways back; a circuit among them is slower than the pace. */
  private boolean closesCircuit(double pace) {
    Arrays.fill(seen, -1);
    double slowest = pace;
    for (int start = 0; start < calls; start++) {
      int at = start;
      while (at >= 0 && seen[at] < 0) {
        seen[at] = start;
        at = from[at];
      }
      if (at >= 0 && seen[at] == start) {
        slowest = Math.max(slowest, paceOf(at));
      }
    }
    found = slowest;
    return slowest > pace;
  }

  private double paceOf(int start) {
    double sum = 0;
    int age = 0;
    int at = start;
    do {
      age += iterations[at];
      at = from[at];
      sum += seconds[at];
    } while (at != start);
    return sum / age;
  }
}
