package io.millrace.simulator.lowering.training.closedform;

/** How the time of a pipeline was found. */
public enum Method {
  /** By a formula of its stages. */
  FORMULA,
  /** By walking along all passes of its schedule. */
  RECURRENCE,
  /** By simulating its events, where passes of the vocabulary meet on all stages. */
  EVENTS
}
