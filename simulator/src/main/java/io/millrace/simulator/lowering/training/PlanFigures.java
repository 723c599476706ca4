package io.millrace.simulator.lowering.training;

/** What a plan costs: filled anew for each plan, so that evaluating plans allocates nothing. */
public final class PlanFigures {
  double seconds;
  double joules;
  double fullestBytes;
  double capacityBytes;
  boolean hostHolds;

  /** Of an iteration. */
  public double seconds() {
    return seconds;
  }

  /** Of an iteration of all devices; not a number where the power is not published. */
  public double joules() {
    return joules;
  }

  /** What the fullest stage keeps in its device's memory. */
  public double fullestBytes() {
    return fullestBytes;
  }

  /** What is left of that memory; negative: it does not fit. */
  public double headroomBytes() {
    return capacityBytes - fullestBytes;
  }

  /** Whether every stage fits into its device's memory, and what it offloads into the host's. */
  public boolean fits() {
    return fullestBytes <= capacityBytes && hostHolds;
  }
}
