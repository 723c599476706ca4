package io.millrace.planner.space;

/** The four choices that make a training plan. */
public enum Choice {
  /** The parallel degrees. */
  DEGREES,
  /** How a rank works through its layers. */
  LAYERS,
  /** How layers are spread over stages, and in what order these work. */
  PIPELINING,
  /** How data-parallel ranks share what they all need. */
  REPLICAS
}
