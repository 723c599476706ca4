package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.Dependency;
import java.util.Arrays;
import java.util.List;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * When the calls of several iterations run, by how long they take and which of them take turns: a
 * list schedule in the order in which calls become ready (ReaL's estimator does the same:
 * csrc/search/simulate.cpp). For searches, it works on arrays by the number of a call in its
 * dataflow and allocates nothing.
 *
 * <p>An instance serves one thread.
 */
public final class IterationSchedule {
  private static final int ITERATIONS = 6;

  private final List<CallInstance> instances;
  private final int calls;
  private final int[] callOf;

  /** For each instance those that wait for it. */
  private final int[][] waiting;

  /** For each instance how many it waits for. */
  private final int[] awaited;

  private final int[] missing;
  private final double[] ready;
  private final double[] starts;
  private final double[] lastEnd;
  private final int[] order;
  private final CallQueue queue;

  /**
   * Prepares schedules of a dataflow.
   *
   * @param staleness iterations that generation may be ahead of the weights it uses
   */
  public IterationSchedule(Dataflow dataflow, int staleness) {
    DirectedAcyclicGraph<CallInstance, Dependency> graph = dataflow.unrolled(ITERATIONS, staleness);
    this.instances = List.copyOf(graph.vertexSet());
    this.calls = dataflow.calls().size();
    int count = instances.size();
    this.callOf = new int[count];
    this.waiting = new int[count][];
    this.awaited = new int[count];
    this.missing = new int[count];
    this.ready = new double[count];
    this.starts = new double[count];
    this.order = new int[count];
    this.lastEnd = new double[calls];
    this.queue = new CallQueue(count);
    for (int i = 0; i < count; i++) {
      CallInstance instance = instances.get(i);
      callOf[i] = dataflow.calls().indexOf(instance.call());
      awaited[i] = graph.inDegreeOf(instance);
      waiting[i] =
          graph.outgoingEdgesOf(instance).stream()
              .mapToInt(it -> instances.indexOf(it.to()))
              .toArray();
    }
  }

  /**
   * Runs it.
   *
   * @param seconds of each call, with what its weights travel before
   * @param takesTurns for each two calls whether they have a device in common
   * @return seconds of an iteration once the first ones' start no longer shows: the pace of the
   *     second half
   */
  public double pace(double[] seconds, boolean[][] takesTurns) {
    System.arraycopy(awaited, 0, missing, 0, missing.length);
    Arrays.fill(ready, 0);
    Arrays.fill(lastEnd, 0);
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        queue.add(i, 0);
      }
    }
    double middle = 0;
    double last = 0;
    int placed = 0;
    while (!queue.isEmpty()) {
      int next = queue.remove();
      order[placed++] = next;
      int call = callOf[next];
      double start = ready[next];
      for (int other = 0; other < calls; other++) {
        if (takesTurns[call][other]) {
          start = Math.max(start, lastEnd[other]);
        }
      }
      double end = start + seconds[call];
      starts[next] = start;
      lastEnd[call] = end;
      int iteration = next / calls;
      middle = iteration <= (ITERATIONS - 1) / 2 ? Math.max(middle, end) : middle;
      last = Math.max(last, end);
      hand(next, end);
    }
    return (last - middle) / (ITERATIONS - 1 - (ITERATIONS - 1) / 2);
  }

  private void hand(int from, double end) {
    for (int to : waiting[from]) {
      ready[to] = Math.max(ready[to], end);
      missing[to]--;
      if (missing[to] == 0) {
        queue.add(to, ready[to]);
      }
    }
  }

  /** How many calls of all iterations there are. */
  int size() {
    return order.length;
  }

  /** The call that started at a place in the order of the last run. */
  CallInstance instance(int place) {
    return instances.get(order[place]);
  }

  /** Its number in the dataflow. */
  int call(int place) {
    return callOf[order[place]];
  }

  /** When it started. */
  double start(int place) {
    return starts[order[place]];
  }
}
