package io.millrace.simulator.engine;

/**
 * Sees a run as it happens, in the order of its events. Times are ticks of the graph's {@link
 * Timescale}. A run without an observer pays nothing for the possibility.
 */
public interface EngineObserver {

  /** A task has started: it holds what it took of the pools, and its delay begins. */
  default void taskStarted(int task, long time) {}

  /** A task progresses at this many units of work per second from now on. */
  default void rateChanged(int task, double rate, long time) {}

  /** A task has finished and returned what it had to return to the pools. */
  default void taskFinished(int task, long time) {}

  /** A pool holds {@code level} units from now on. */
  default void poolLevel(int pool, long level, long time) {}
}
