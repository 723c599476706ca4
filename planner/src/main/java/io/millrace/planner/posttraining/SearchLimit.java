package io.millrace.planner.posttraining;

import io.millrace.planner.search.StopSign;

/** When a search ends: after some work, or when somebody says so. Serves one thread. */
final class SearchLimit {
  private final StopSign stop;
  private final long work;
  private long done;

  /**
   * A limit.
   *
   * @param work the most nodes to look at, which unlike a time ends every run alike
   * @param stop ends it at any time
   */
  SearchLimit(long work, StopSign stop) {
    this.work = work;
    this.stop = stop;
  }

  /** Counts a node; says whether that was too much. */
  boolean count() {
    done++;
    return isReached();
  }

  /** Nodes that were looked at. */
  long done() {
    return done;
  }

  boolean isReached() {
    return done > work || stop.isRaised();
  }
}
