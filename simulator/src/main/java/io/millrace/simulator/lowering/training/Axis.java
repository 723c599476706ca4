package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;

/** A dimension of parallelism whose ranks exchange data within a pass. */
enum Axis {
  TENSOR(TimePart.TENSOR_COMMUNICATION),
  CONTEXT(TimePart.CONTEXT_COMMUNICATION),
  EXPERT(TimePart.EXPERT_COMMUNICATION),
  DATA(TimePart.DATA_COMMUNICATION),
  /** Ranks that hold the same experts. */
  EXPERT_DATA(TimePart.DATA_COMMUNICATION);

  private final TimePart part;

  Axis(TimePart part) {
    this.part = part;
  }

  /** What the row of its exchanges is called in a timeline. */
  String lane() {
    return this == EXPERT_DATA ? part.label() + ", experts" : part.label();
  }

  /** What waiting for it is called. */
  TimePart part() {
    return part;
  }
}
