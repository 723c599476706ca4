package io.millrace.simulator.engine;

/** What becomes of a run when a pool runs out. */
public enum ShortagePolicy {
  /** It ends there. */
  STOP,
  /** It goes on as if the pool were large enough, so that its peak tells how large. */
  COUNT_ON
}
