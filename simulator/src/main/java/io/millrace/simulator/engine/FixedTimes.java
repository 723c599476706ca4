package io.millrace.simulator.engine;

/**
 * When the tasks of a {@link TaskGraph} run if each takes a time that is known: nothing but streams
 * and dependencies is left, so a walk from tasks to those that wait for them does, without events.
 * Earliest starts and priorities are not looked at.
 */
public final class FixedTimes {
  private final TaskGraph graph;

  /** Each task after all that it waits for. */
  private final int[] order;

  /**
   * Prepares to time a graph again and again.
   *
   * @throws IllegalArgumentException if tasks wait for each other in a circle
   */
  public FixedTimes(TaskGraph graph) {
    this.graph = graph;
    this.order = new int[graph.tasks()];
    int[] awaited = graph.predecessors.clone();
    int known = 0;
    for (int task = 0; task < order.length; task++) {
      if (awaited[task] == 0) {
        order[known++] = task;
      }
    }
    for (int done = 0; done < known; done++) {
      int task = order[done];
      for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
        if (--awaited[graph.successor[i]] == 0) {
          order[known++] = graph.successor[i];
        }
      }
    }
    if (known < order.length) {
      throw new IllegalArgumentException(
          "%d of %d tasks wait in a circle".formatted(order.length - known, order.length));
    }
  }

  /**
   * When each task starts.
   *
   * @param ticks how long each task takes
   */
  public long[] starts(long[] ticks) {
    long[] starts = new long[order.length];
    for (int task : order) {
      long finish = starts[task] + ticks[task];
      for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
        int next = graph.successor[i];
        if (starts[next] < finish) {
          starts[next] = finish;
        }
      }
    }
    return starts;
  }
}
